package io.entitycache.lifecycle;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes an application ahead of time, and starts what comes out of it. */
class AheadOfTimeTests {

	private static final String RESULT = "RESULT 1 code [first]=1 code [first] then 1 code [second]";

	private final AlbumEnvironment environment = new AlbumEnvironment("ahead_of_time");

	@TempDir
	private Path folder;

	@Test
	void processedApplicationStartsAndCaches() throws Exception {
		process();
		compile();

		assertThat(run()).contains("Starting AOT-processed AlbumApplication").contains(RESULT);
	}

	private void process() {
		Settings settings = Settings.builder()
			.sourceOutput(this.folder.resolve("sources"))
			.resourceOutput(this.folder.resolve("resources"))
			.classOutput(this.folder.resolve("classes"))
			.groupId("io.entitycache")
			.artifactId("album")
			.build();
		new SpringApplicationAotProcessor(AlbumApplication.class, settings, this.environment.arguments()).process();
	}

	private void compile() throws IOException {
		JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
		List<String> options = List.of("-proc:none", "-nowarn", "-d", this.folder.resolve("classes").toString(),
				"-classpath", classPath());
		try (Stream<Path> found = Files.walk(this.folder.resolve("sources"));
				StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
			List<Path> sources = found.filter((path) -> path.toString().endsWith(".java")).toList();
			assertThat(compiler.getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
				.call()).isTrue();
		}
	}

	private String run() throws Exception {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-Dspring.aot.enabled=true", "-cp", classPath(), AlbumApplication.class.getName()));
		command.addAll(List.of(this.environment.arguments()));
		Path output = this.folder.resolve("output");
		Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile()).start();
		try {
			assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
		}
		finally {
			process.destroyForcibly();
		}
		return Files.readString(output);
	}

	private String classPath() {
		return String.join(File.pathSeparator, this.folder.resolve("classes").toString(),
				this.folder.resolve("resources").toString(), System.getProperty("java.class.path"));
	}

}
