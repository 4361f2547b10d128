package io.entitycache.sample;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import io.entitycache.testsupport.RedisTestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Processes the shop ahead of time, and asks what comes out of it. */
class AheadOfTimeTests {

	private static final Duration STARTED = Duration.ofMinutes(3);

	private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

	private final List<String> arguments = arguments();

	@TempDir
	private Path folder;

	@Test
	void processedShopCaches() throws Exception {
		process();
		compile();
		Process shop = start();
		try {
			await().atMost(STARTED).until(() -> !shop.isAlive() || PORT.matcher(output()).find());
			assertThat(output()).contains("Starting AOT-processed SampleApplication");
			await().atMost(STARTED).until(() -> get("/actuator/entitycaches").contains("\"state\":\"CONNECTED\""));
			String product = get("/products/1");
			assertThat(product).contains("\"sku\":\"SKU-00001\"");
			assertThat(get("/products/1")).isEqualTo(product);
			assertThat(get("/cache-statistics/product"))
				.isEqualTo("{\"level1Hits\":1,\"level2Hits\":0,\"misses\":1,\"loads\":1}");
			assertThat(get("/actuator/entitycaches/product/1")).contains("\"level\":\"LEVEL1\"", "SKU-00001");
		}
		finally {
			shop.destroy();
			if (!shop.waitFor(30, TimeUnit.SECONDS)) {
				shop.destroyForcibly();
			}
		}
	}

	private static List<String> arguments() {
		List<String> arguments = new ArrayList<>(
				ShopServers.on(RedisTestServers.shared(), "ahead_of_time_shop").arguments());
		arguments.addAll(List.of("--server.port=0", "--spring.datasource.hikari.maximum-pool-size=4",
				"--entity-cache.redis.read-timeout=2s", "--entity-cache.redis.command-timeout=2s"));
		return arguments;
	}

	private void process() {
		Settings settings = Settings.builder()
			.sourceOutput(this.folder.resolve("sources"))
			.resourceOutput(this.folder.resolve("resources"))
			.classOutput(this.folder.resolve("classes"))
			.groupId("io.entitycache")
			.artifactId("shop")
			.build();
		new SpringApplicationAotProcessor(SampleApplication.class, settings, this.arguments.toArray(String[]::new))
			.process();
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

	private Process start() throws IOException {
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dspring.aot.enabled=true", "-cp", classPath(),
						SampleApplication.class.getName()));
		command.addAll(this.arguments);
		return new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("output").toFile())
			.start();
	}

	private String output() {
		try {
			return Files.readString(this.folder.resolve("output"));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private String get(String path) throws Exception {
		Matcher port = PORT.matcher(output());
		assertThat(port.find()).as(output()).isTrue();
		URI uri = URI.create("http://localhost:" + port.group(1) + path);
		return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
	}

	private String classPath() {
		return String.join(File.pathSeparator, this.folder.resolve("classes").toString(),
				this.folder.resolve("resources").toString(), System.getProperty("java.class.path"));
	}

}
