package io.entitycache.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * A real Redis server on the loopback interface that tests can kill, freeze, restart
 * empty and move. It keeps nothing on disk and ends with this JVM.
 */
public final class RedisTestServer implements AutoCloseable {

	private static final Duration COMMAND_LIMIT = Duration.ofSeconds(2);

	private static final int PORT_ATTEMPTS = 10;

	/** What Redis reads at its start. */
	private static final String DUMP = "dump.rdb";

	private static final String SNAPSHOT = "snapshot.rdb";

	private final RedisMode mode;

	private final Path directory;

	private final List<String> config;

	private volatile int port;

	private volatile RedisProcess process;

	private RedisTestServer(RedisMode mode, List<String> config) {
		this.mode = mode;
		this.directory = JvmLifetime.newDirectory("redis");
		this.config = List.copyOf(config);
		this.process = startOnFreePort();
	}

	/**
	 * Starts a server on a free port and returns once it answers.
	 * @param extraConfig lines as in {@code redis.conf}
	 * @return the running server
	 */
	public static RedisTestServer start(String... extraConfig) {
		return start(RedisMode.SERVER, Arrays.asList(extraConfig));
	}

	static RedisTestServer start(RedisMode mode, List<String> config) {
		return new RedisTestServer(mode, config);
	}

	private RedisProcess startOnFreePort() {
		for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
			this.port = TestPorts.free();
			try {
				return RedisProcess.start(this.mode, this.directory, this.port, this.config);
			}
			catch (BindException ex) {
				// Somebody was faster; another port will do.
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}
		throw new IllegalStateException("Found no free port for Redis");
	}

	public String host() {
		return RedisProcess.HOST;
	}

	public int port() {
		return this.port;
	}

	/**
	 * Returns the address in the form {@code host:port}.
	 * @return the address
	 */
	public String address() {
		return host() + ":" + port();
	}

	/**
	 * Returns the address in the form {@code redis://host:port}.
	 * @return the address
	 */
	public String uri() {
		return "redis://" + address();
	}

	public long pid() {
		return this.process.pid();
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Kills the process without a warning and returns once it is dead; connections are
	 * closed and new ones refused.
	 */
	public synchronized void kill() {
		this.process.kill();
	}

	/**
	 * Stops the process in its tracks: connections stay open and new ones are taken by
	 * the kernel, but nothing is answered until {@link #thaw()}.
	 */
	public synchronized void freeze() {
		this.process.freeze();
	}

	/**
	 * Lets a frozen process go on; it then answers what has piled up.
	 */
	public synchronized void thaw() {
		this.process.thaw();
	}

	/**
	 * Kills the process if it lives and starts one without data on the same port.
	 */
	public synchronized void restart() {
		restartOn(this.port);
	}

	/**
	 * Writes all data to a snapshot, which {@link #restartFromSnapshot()} starts from.
	 */
	public synchronized void saveSnapshot() {
		command("SAVE");
		try {
			Files.move(this.directory.resolve(DUMP), this.directory.resolve(SNAPSHOT),
					StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kills the process if it lives and starts one on the same port with the data of the
	 * last snapshot: what was written since is lost.
	 */
	public synchronized void restartFromSnapshot() {
		kill();
		try {
			Files.copy(this.directory.resolve(SNAPSHOT), this.directory.resolve(DUMP),
					StandardCopyOption.REPLACE_EXISTING);
			restart();
			Files.delete(this.directory.resolve(DUMP));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Kills the process if it lives and starts one without data on another port.
	 * @param newPort the port, see {@link TestPorts#free()}
	 */
	public synchronized void restartOn(int newPort) {
		kill();
		try {
			this.process = RedisProcess.start(this.mode, this.directory, newPort, this.config);
			this.port = newPort;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Sends one command over a connection of its own and waits up to two seconds.
	 * @param command the name and the arguments
	 * @return a {@link String}, a {@link Long}, a {@link List} of these, or {@code null}
	 * @throws RedisReplyException if the answer is an error
	 * @throws UncheckedIOException if the server can't be reached or does not answer
	 */
	public @Nullable Object command(String... command) {
		return command(COMMAND_LIMIT, command);
	}

	/**
	 * Sends one command as {@link #command(String...)} does, with a limit of its own.
	 * @param limit how long to wait for the connection, and then for each part of the
	 * answer
	 * @param command the name and the arguments
	 * @return the answer
	 */
	public @Nullable Object command(Duration limit, String... command) {
		try (RespConnection connection = RespConnection.open(host(), port(), limit)) {
			return connection.call(command);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Returns a section of {@code INFO} as names and values.
	 * @param section the section's name
	 * @return its lines
	 */
	public Map<String, String> info(String section) {
		try (RespConnection connection = RespConnection.open(host(), port(), COMMAND_LIMIT)) {
			return connection.info(section);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Removes all data of all databases.
	 */
	public void flushAll() {
		command("FLUSHALL");
	}

	/**
	 * Closes every connection that is subscribed to a channel.
	 * @return how many there were
	 */
	public long killSubscribers() {
		return (Long) Objects.requireNonNull(command("CLIENT", "KILL", "TYPE", "pubsub"));
	}

	/**
	 * Makes the server leave commands of all clients, also of this class, unanswered for
	 * a while.
	 * @param duration how long
	 */
	public void pauseClients(Duration duration) {
		command("CLIENT", "PAUSE", Long.toString(duration.toMillis()));
	}

	/**
	 * Returns what the current process has run since it started.
	 * @return the counts
	 */
	public CommandCounts processedCommands() {
		return CommandCounts.parse(info("commandstats"));
	}

	/**
	 * Returns all keys of the first database that start with a prefix.
	 * @param prefix the prefix, taken literally
	 * @return the keys
	 */
	public SortedSet<String> keys(String prefix) {
		String pattern = prefix.replaceAll("([\\\\\\[\\]*?^-])", "\\\\$1") + "*";
		try (RespConnection connection = RespConnection.open(host(), port(), COMMAND_LIMIT)) {
			return scan(connection, pattern);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static SortedSet<String> scan(RespConnection connection, String pattern) throws IOException {
		SortedSet<String> keys = new TreeSet<>();
		Object cursor = "0";
		do {
			Object reply = connection.call("SCAN", String.valueOf(cursor), "MATCH", pattern, "COUNT", "1000");
			Assert.state(reply instanceof List<?> parts && parts.size() == 2, "'reply' must have two parts");
			List<?> parts = (List<?>) reply;
			cursor = parts.get(0);
			((List<?>) parts.get(1)).forEach((key) -> keys.add(String.valueOf(key)));
		}
		while (!"0".equals(cursor));
		return Collections.unmodifiableSortedSet(keys);
	}

	@Override
	public synchronized void close() {
		kill();
	}

	@Override
	public String toString() {
		return uri();
	}

}
