package io.entitycache.sync;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** A table that is larger than the memory of the process that reads it. */
class MillionRowsTests {

	private static final int ROWS = 1_000_000;

	private static final int KEPT = 20_000;

	@Test
	@Timeout(value = 6, unit = TimeUnit.MINUTES)
	void tableOfAMillionRowsIsSyncedWithAHeapOf256Megabytes() throws Exception {
		PostgresDatabase database = PostgresTestServer.shared().createDatabase("million_rows");
		fill(database);
		Process process = start(database);
		try (BufferedReader output = process.inputReader()) {
			List<String> lines = output.lines().toList();

			assertThat(process.waitFor()).isZero();
			assertThat(lines)
				.contains(MillionRows.RESULT + ROWS + " kept " + KEPT + " beyond " + (ROWS - KEPT) + " refused 0");
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static void fill(PostgresDatabase database) throws SQLException {
		try (Connection connection = DriverManager.getConnection(database.jdbcUrl(), database.username(),
				database.password()); Statement statement = connection.createStatement()) {
			statement.execute("create table counter (id bigint primary key, number bigint not null)");
			statement.execute("insert into counter select 3 * i, i from generate_series(1, " + ROWS + ") i");
		}
	}

	private static Process start(PostgresDatabase database) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m",
				"-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-cp",
				System.getProperty("java.class.path"), MillionRows.class.getName(), "spring.main.banner-mode=off",
				"logging.level.root=warn", "spring.datasource.url=" + database.jdbcUrl(),
				"spring.datasource.username=" + database.username(),
				"spring.datasource.password=" + database.password(), "spring.jpa.hibernate.ddl-auto=none",
				"entity-cache.redis.enabled=false", "entity-cache.caches.counter.maximum-size=" + KEPT)
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start();
	}

}
