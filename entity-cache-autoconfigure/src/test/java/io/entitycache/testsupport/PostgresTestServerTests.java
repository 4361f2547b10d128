package io.entitycache.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PostgresTestServerTests {

	private final PostgresTestServer server = PostgresTestServer.shared();

	@Test
	void serverIsPostgres18AndDoesNotWaitForTheDisk() throws SQLException {
		PostgresDatabase database = this.server.database("postgres_version");

		assertThat(query(database, "show server_version")).startsWith("18.");
		assertThat(query(database, "show fsync")).isEqualTo("off");
	}

	@Test
	void databasesAreSeparate() throws SQLException {
		PostgresDatabase one = this.server.createDatabase("postgres_one");
		PostgresDatabase two = this.server.createDatabase("postgres_two");

		execute(one, "create table item (id int)");

		assertThat(tables(one)).isEqualTo("1");
		assertThat(tables(two)).isEqualTo("0");
	}

	@Test
	void existingDatabaseIsSharedOrReplaced() throws SQLException {
		PostgresDatabase database = this.server.database("postgres_again");
		execute(database, "create table item (id int)");

		assertThat(tables(this.server.database("postgres_again"))).isEqualTo("1");
		assertThat(tables(this.server.createDatabase("postgres_again"))).isEqualTo("0");
	}

	@Test
	void databaseNameIsAnIdentifier() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.createDatabase("x\"; drop database y"));
	}

	private static String tables(PostgresDatabase database) throws SQLException {
		return query(database, "select count(*) from information_schema.tables where table_schema = 'public'");
	}

	private static void execute(PostgresDatabase database, String sql) throws SQLException {
		try (Connection connection = connect(database); Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static String query(PostgresDatabase database, String sql) throws SQLException {
		try (Connection connection = connect(database);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

	private static Connection connect(PostgresDatabase database) throws SQLException {
		return DriverManager.getConnection(database.jdbcUrl(), database.username(), database.password());
	}

}
