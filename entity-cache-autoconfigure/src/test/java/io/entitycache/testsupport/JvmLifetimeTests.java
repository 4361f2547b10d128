package io.entitycache.testsupport;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class JvmLifetimeTests {

	private static final Duration LIMIT = Duration.ofSeconds(10);

	@Test
	void serverAndItsFilesDoNotOutliveAKilledJvm() throws IOException {
		Process jvm = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-cp",
				System.getProperty("java.class.path"), Owner.class.getName())
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
		try (BufferedReader output = jvm.inputReader()) {
			ProcessHandle owned = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
			ProcessHandle notOwned = ProcessHandle.of(Long.parseLong(output.readLine())).orElseThrow();
			Path directory = Path.of(output.readLine());
			assertThat(owned.isAlive()).isTrue();
			assertThat(directory).exists();

			jvm.destroyForcibly();

			Awaitility.await().atMost(LIMIT).until(() -> !owned.isAlive() && Files.notExists(directory));
			// Shows that the death of a JVM alone does not end its processes.
			assertThat(notOwned.isAlive()).isTrue();
			notOwned.destroyForcibly();
		}
		finally {
			jvm.destroyForcibly();
		}
	}

	static final class Owner {

		private Owner() {
		}

		public static void main(String[] args) throws IOException {
			Process notOwned = new ProcessBuilder("sleep", "60").redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start();
			System.out.println(RedisTestServer.start().pid());
			System.out.println(notOwned.pid());
			System.out.println(JvmLifetime.newDirectory("owner"));
			System.in.read();
		}

	}

}
