package io.entitycache.testsupport;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class MariaDbTestServerTests {

	private final MariaDbTestServer server = MariaDbTestServer.shared();

	@Test
	void serverHasTheDefaultsOfMariaDb() throws SQLException {
		String url = this.server.database("defaults");

		assertThat(query(url, "select version()")).startsWith("11.4.").contains("MariaDB");
		assertThat(query(url, "select @@transaction_isolation")).isEqualTo("REPEATABLE-READ");
		assertThat(query(url, "select 'Foo' = 'foo '")).isEqualTo("1");
	}

	@Test
	void databasesAreSeparate() throws SQLException {
		String one = this.server.createDatabase("mariadb_one");
		String two = this.server.createDatabase("mariadb_two");

		execute(one, "create table item (id int)");

		assertThat(tables(one)).isEqualTo("1");
		assertThat(tables(two)).isEqualTo("0");
	}

	@Test
	void existingDatabaseIsSharedOrReplaced() throws SQLException {
		String url = this.server.database("mariadb_again");
		execute(url, "create table item (id int)");

		assertThat(tables(this.server.database("mariadb_again"))).isEqualTo("1");
		assertThat(tables(this.server.createDatabase("mariadb_again"))).isEqualTo("0");
	}

	@Test
	void databaseNameIsAnIdentifier() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.server.createDatabase("x`; drop database y"));
	}

	private static String tables(String url) throws SQLException {
		return query(url, "select count(*) from information_schema.tables where table_schema = database()");
	}

	private static void execute(String url, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static String query(String url, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

}
