package io.entitycache.history;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A node in a process of its own. */
final class HistoryProcess implements AutoCloseable {

	private static final List<String> WORDS = List.of("READY", "HELD", "WORKED", "IDLE", "RESTED", "UNPAID", "UNPROVEN",
			"DONE");

	private final Path file;

	private final Process process;

	private final PrintWriter input;

	private final BlockingQueue<String> words = new LinkedBlockingQueue<>();

	HistoryProcess(Path file, List<String> arguments) {
		this.file = file;
		List<String> command = new ArrayList<>(
				List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
						"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
						HistoryNode.class.getName()));
		command.addAll(arguments);
		try {
			this.process = new ProcessBuilder(command).redirectError(Path.of(file + ".err").toFile()).start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.input = new PrintWriter(this.process.getOutputStream(), /* autoFlush= */ true, StandardCharsets.UTF_8);
		Thread reader = new Thread(this::readOutput, "history-output");
		reader.setDaemon(true);
		reader.start();
	}

	private void readOutput() {
		try (BufferedReader output = new BufferedReader(
				new InputStreamReader(this.process.getInputStream(), StandardCharsets.UTF_8));
				PrintWriter log = new PrintWriter(this.file + ".out", StandardCharsets.UTF_8)) {
			for (String line = output.readLine(); line != null; line = output.readLine()) {
				log.println(line);
				log.flush();
				if (WORDS.contains(line)) {
					this.words.add(line);
				}
			}
		}
		catch (IOException ex) {
			// The process has ended.
		}
	}

	Path file() {
		return this.file;
	}

	void send(String word) {
		this.input.println(word);
	}

	void awaitLine(String expected, Duration limit) {
		try {
			String word = this.words.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
			if (!expected.equals(word)) {
				throw new IllegalStateException(
						"Expected " + expected + " from " + this.file + ", got " + word + ", see its .out and .err");
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	void kill() {
		this.process.destroyForcibly();
		try {
			this.process.waitFor(5, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	void freeze() {
		signal("-STOP");
	}

	void thaw() {
		signal("-CONT");
	}

	private void signal(String signal) {
		try {
			new ProcessBuilder("kill", signal, String.valueOf(this.process.pid())).start().waitFor(5, TimeUnit.SECONDS);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		kill();
	}

}
