package io.entitycache.equality;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.entitycache.testsupport.MariaDbTestServer;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import org.jspecify.annotations.Nullable;

/** A database whose texts are compared without regard to case, with two nodes on it. */
enum KeyDatabase {

	/** A collation that the catalog does not explain: nothing is known of texts. */
	POSTGRES_ICU("varchar(40) collate without_case", /* textsKnown= */ false),

	/** The same, and the application says that case does not matter. */
	POSTGRES_DECLARED("varchar(40) collate without_case", /* textsKnown= */ true,
			"entity-cache.caches.account.equality.code=ignore-case",
			"entity-cache.caches.account.equality.email=ignore-case"),

	/** A column type that ignores case. */
	H2("varchar_ignorecase(40)", /* textsKnown= */ true),

	/** The default of MariaDB. */
	MARIADB("varchar(40)", /* textsKnown= */ true);

	private final String text;

	private final boolean textsKnown;

	private final String[] properties;

	private @Nullable List<KeyNode> nodes;

	KeyDatabase(String text, boolean textsKnown, String... properties) {
		this.text = text;
		this.textsKnown = textsKnown;
		this.properties = properties;
	}

	/** Whether it is known which texts the database takes for equal. */
	boolean areTextsKnown() {
		return this.textsKnown;
	}

	/** Two nodes on empty tables, with nothing cached. */
	synchronized List<KeyNode> nodes() {
		List<KeyNode> started = this.nodes;
		if (started == null) {
			started = start();
			this.nodes = started;
		}
		started.get(0).empty();
		started.forEach(KeyNode::awaitCaughtUp);
		return started;
	}

	private List<KeyNode> start() {
		String name = "keys_" + name().toLowerCase(Locale.ROOT);
		List<String> all = new ArrayList<>(List.of(this.properties));
		String url;
		if (this == MARIADB) {
			url = MariaDbTestServer.shared().createDatabase(name);
		}
		else if (this == H2) {
			url = "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1;USER=sa";
		}
		else {
			PostgresDatabase database = PostgresTestServer.shared().createDatabase(name);
			url = database.jdbcUrl() + "?user=" + database.username() + "&password=" + database.password();
		}
		all.add("spring.datasource.url=" + url);
		all.add("entity-cache.namespace=" + name);
		createTables(url);
		String[] arguments = all.toArray(new String[0]);
		return List.of(new KeyNode(arguments), new KeyNode(arguments));
	}

	private void createTables(String url) {
		List<String> statements = new ArrayList<>();
		if (this == POSTGRES_ICU || this == POSTGRES_DECLARED) {
			statements.add(
					"create collation without_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false)");
		}
		String timestamp = (this == MARIADB) ? "datetime(6)" : "timestamp(6) with time zone";
		statements.add("create table price (id numeric(10,2) primary key, name varchar(40))");
		statements.add("create table shelf (id char(10) primary key, name varchar(40))");
		statements.add("create table moment (id " + timestamp + " primary key, name varchar(40))");
		statements.add("create table account (code " + this.text + " primary key, name varchar(40), email " + this.text
				+ " unique, amount numeric(10,2) unique)");
		statements.add("create table card (id bigint primary key, account_code " + this.text + ")");
		try (Connection connection = DriverManager.getConnection(url);
				Statement statement = connection.createStatement()) {
			for (String sql : statements) {
				statement.execute(sql);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
