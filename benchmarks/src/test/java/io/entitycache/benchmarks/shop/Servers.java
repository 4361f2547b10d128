package io.entitycache.benchmarks.shop;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Properties;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServers;

/**
 * The real Redis and PostgreSQL of one run. They belong to the process that starts them;
 * the processes that measure find them by system properties.
 *
 * @param redisHost where Redis is
 * @param redisPort the port it listens on
 * @param jdbcUrl where the table is
 * @param username the owner of the database
 * @param password the owner's password
 */
public record Servers(String redisHost, int redisPort, String jdbcUrl, String username, String password) {

	private static final String PREFIX = "benchmark.servers.";

	private static final int BATCH = 1000;

	/** Starts the servers, fills the table and sets the system properties. */
	public static Servers start() {
		PostgresDatabase database = PostgresTestServer.shared().database("benchmarks");
		Servers servers = new Servers(RedisTestServers.shared().host(), RedisTestServers.shared().port(),
				database.jdbcUrl(), database.username(), database.password());
		servers.fill();
		servers.asProperties().forEach(System::setProperty);
		return servers;
	}

	/** The servers that the system properties name. */
	public static Servers current() {
		Properties properties = System.getProperties();
		if (!properties.containsKey(PREFIX + "redis-host")) {
			throw new IllegalStateException("No servers: start the benchmarks by their main class");
		}
		return new Servers(properties.getProperty(PREFIX + "redis-host"), Integer.getInteger(PREFIX + "redis-port"),
				properties.getProperty(PREFIX + "jdbc-url"), properties.getProperty(PREFIX + "username"),
				properties.getProperty(PREFIX + "password"));
	}

	/** The system properties by which another process finds the servers. */
	public Map<String, String> asProperties() {
		return Map.of(PREFIX + "redis-host", this.redisHost, PREFIX + "redis-port", String.valueOf(this.redisPort),
				PREFIX + "jdbc-url", this.jdbcUrl, PREFIX + "username", this.username, PREFIX + "password",
				this.password);
	}

	public String redisUri() {
		return "redis://%s:%d".formatted(this.redisHost, this.redisPort);
	}

	private void fill() {
		try (Connection connection = DriverManager.getConnection(this.jdbcUrl, this.username, this.password)) {
			try (Statement statement = connection.createStatement()) {
				statement.execute("drop table if exists product");
				statement.execute("""
						create table product (
							id bigint primary key, sku varchar(40) not null unique, name varchar(100) not null,
							description varchar(200) not null, price numeric(12, 2) not null,
							availability varchar(20) not null, created_at timestamp (6) with time zone not null,
							changed_at timestamp (6) with time zone not null, stock int not null,
							weight int not null, active boolean not null, category varchar(40) not null)""");
			}
			insert(connection);
			try (Statement statement = connection.createStatement()) {
				statement.execute("vacuum analyze product");
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void insert(Connection connection) throws SQLException {
		try (PreparedStatement insert = connection
			.prepareStatement("insert into product values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
			int rows = 0;
			for (Long id : Catalog.current().ids()) {
				bind(insert, Catalog.product(id));
				insert.addBatch();
				if (++rows % BATCH == 0) {
					insert.executeBatch();
				}
			}
			insert.executeBatch();
		}
	}

	private static void bind(PreparedStatement insert, Product product) throws SQLException {
		insert.setLong(1, product.getId());
		insert.setString(2, product.getSku());
		insert.setString(3, product.getName());
		insert.setString(4, product.getDescription());
		insert.setBigDecimal(5, product.getPrice());
		insert.setString(6, product.getAvailability().name());
		insert.setObject(7, product.getCreatedAt().atOffset(ZoneOffset.UTC));
		insert.setObject(8, product.getChangedAt().atOffset(ZoneOffset.UTC));
		insert.setInt(9, product.getStock());
		insert.setInt(10, product.getWeight());
		insert.setBoolean(11, product.isActive());
		insert.setString(12, product.getCategory());
	}

}
