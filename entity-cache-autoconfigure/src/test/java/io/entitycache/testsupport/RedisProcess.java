package io.entitycache.testsupport;

import java.io.IOException;
import java.net.BindException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One life of a Redis server process, from its start to its SIGKILL.
 */
final class RedisProcess {

	static final String HOST = "127.0.0.1";

	private static final Duration START_LIMIT = Duration.ofSeconds(15);

	private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(5);

	private static final Duration ANSWER_LIMIT = Duration.ofSeconds(1);

	private final Process process;

	private final Path log;

	private RedisProcess(Process process, Path log) {
		this.process = process;
		this.log = log;
	}

	/**
	 * Starts a server and waits until it answers.
	 * @throws BindException if the port, or the cluster bus port, is taken
	 */
	static RedisProcess start(RedisMode mode, Path directory, int port, List<String> config) throws IOException {
		Path file = Files.write(directory.resolve("redis.conf"), configuration(directory, port, config));
		Path log = directory.resolve("redis.log");
		List<String> command = new ArrayList<>(List.of(RedisExecutable.file().getPath(), file.toString()));
		command.addAll(mode.arguments());
		Process process = new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(log.toFile())
			.start();
		JvmLifetime.killAtEnd(process.pid());
		RedisProcess started = new RedisProcess(process, log);
		started.awaitAnswer(port);
		return started;
	}

	private static List<String> configuration(Path directory, int port, List<String> config) {
		List<String> lines = new ArrayList<>(List.of("port " + port, "bind " + HOST, "daemonize no",
				"dir \"" + directory + "\"", "save \"\"", "appendonly no", "timeout 0"));
		lines.addAll(config);
		return lines;
	}

	private void awaitAnswer(int port) throws IOException {
		try {
			Waiting.until("Redis answers", START_LIMIT, () -> !this.process.isAlive() || answers(port));
		}
		catch (IllegalStateException ex) {
			kill();
			throw new IllegalStateException(ex.getMessage() + "\n" + log(), ex);
		}
		if (!this.process.isAlive()) {
			JvmLifetime.release(this.process.pid());
			throw failure(port);
		}
	}

	// Another server may sit on the port while ours is about to give up.
	private boolean answers(int port) throws IOException {
		try (RespConnection connection = RespConnection.open(HOST, port, ANSWER_LIMIT)) {
			return Long.toString(this.process.pid()).equals(connection.info("server").get("process_id"));
		}
	}

	private IOException failure(int port) {
		String log = log();
		return log.contains("Address already in use") ? new BindException("Port " + port + " is taken")
				: new IOException("Redis did not start:\n" + log);
	}

	private String log() {
		try {
			return Files.readString(this.log, StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			return "(no log: " + ex.getMessage() + ")";
		}
	}

	long pid() {
		return this.process.pid();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	void freeze() {
		signal("STOP");
		Waiting.until("Redis is frozen", SIGNAL_LIMIT, this::isFrozen);
	}

	void thaw() {
		signal("CONT");
	}

	// The signal is delivered some time after it was sent.
	private boolean isFrozen() throws IOException {
		Path status = Path.of("/proc", Long.toString(this.process.pid()), "stat");
		if (!Files.exists(status)) {
			return true;
		}
		String text = Files.readString(status, StandardCharsets.ISO_8859_1);
		return text.substring(text.lastIndexOf(')')).startsWith(") T");
	}

	private void signal(String name) {
		String pid = Long.toString(this.process.pid());
		try {
			Process kill = new ProcessBuilder("sh", "-c", "kill -\"$1\" \"$2\"", "signal", name, pid).start();
			if (!kill.waitFor(SIGNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
				throw new IllegalStateException("Could not send SIG" + name + " to process " + pid);
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	void kill() {
		this.process.destroyForcibly();
		Waiting.until("Redis is dead", SIGNAL_LIMIT, () -> !this.process.isAlive());
		JvmLifetime.release(this.process.pid());
	}

}
