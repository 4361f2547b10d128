package io.entitycache.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.util.Assert;

/**
 * A real PostgreSQL server on the loopback interface. Its data does not outlive this JVM.
 */
public final class PostgresTestServer implements AutoCloseable {

	private static final String SUPERUSER = "postgres";

	// A quoted identifier can't be a parameter of a statement, hence the narrow rule.
	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

	private static final Duration START_LIMIT = Duration.ofMinutes(1);

	private static final int PORT_ATTEMPTS = 3;

	private final EmbeddedPostgres postgres;

	private final long pid;

	private PostgresTestServer(EmbeddedPostgres postgres, long pid) {
		this.postgres = postgres;
		this.pid = pid;
	}

	/**
	 * Returns this JVM's shared server, started on first use.
	 * @return the shared server
	 */
	public static PostgresTestServer shared() {
		return Holder.SERVER;
	}

	/**
	 * Starts a server of its own; most tests want {@link #shared()}.
	 * @return the running server
	 */
	public static PostgresTestServer start() {
		Path directory = JvmLifetime.newDirectory("postgres");
		for (int attempt = 1;; attempt++) {
			try {
				return start(directory.resolve("data" + attempt));
			}
			catch (IOException | IllegalStateException ex) {
				// Most likely somebody else has taken the port.
				if (attempt == PORT_ATTEMPTS) {
					throw new IllegalStateException("PostgreSQL did not start", ex);
				}
			}
		}
	}

	private static PostgresTestServer start(Path data) throws IOException {
		EmbeddedPostgres postgres = EmbeddedPostgres.builder()
			.setDataDirectory(data)
			.setPort(TestPorts.free())
			.setPGStartupWait(START_LIMIT)
			.setServerConfig("fsync", "off")
			.setServerConfig("full_page_writes", "off")
			.setServerConfig("max_wal_senders", "0")
			.setServerConfig("wal_level", "minimal")
			.setOutputRedirector(ProcessBuilder.Redirect.DISCARD)
			.setErrorRedirector(ProcessBuilder.Redirect.DISCARD)
			.start();
		long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
		JvmLifetime.quitAtEnd(pid);
		return new PostgresTestServer(postgres, pid);
	}

	public int port() {
		return this.postgres.getPort();
	}

	/**
	 * Creates an empty database, in place of one of the same name.
	 * @param name a name of lower case letters, digits and underscores
	 * @return how to connect
	 */
	public PostgresDatabase createDatabase(String name) {
		Assert.isTrue(NAME.matcher(name).matches(), "'name' must be a lower case identifier");
		execute(List.of("drop database if exists \"" + name + "\" with (force)", "create database \"" + name + "\""));
		return connectionTo(name);
	}

	/**
	 * Returns a database, which is created if there is none of this name; tests share one
	 * by naming it alike.
	 * @param name a name of lower case letters, digits and underscores
	 * @return how to connect
	 */
	public synchronized PostgresDatabase database(String name) {
		return exists(name) ? connectionTo(name) : createDatabase(name);
	}

	private boolean exists(String name) {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				PreparedStatement query = connection
					.prepareStatement("select 1 from pg_catalog.pg_database where datname = ?")) {
			query.setString(1, name);
			return query.executeQuery().next();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void execute(List<String> commands) {
		try (Connection connection = this.postgres.getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			for (String command : commands) {
				statement.execute(command);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private PostgresDatabase connectionTo(String name) {
		return new PostgresDatabase("jdbc:postgresql://127.0.0.1:" + port() + "/" + name, SUPERUSER, SUPERUSER);
	}

	@Override
	public void close() {
		try {
			this.postgres.close();
			JvmLifetime.release(this.pid);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static final class Holder {

		private static final PostgresTestServer SERVER = start();

	}

}
