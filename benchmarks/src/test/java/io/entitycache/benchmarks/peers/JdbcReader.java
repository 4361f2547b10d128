package io.entitycache.benchmarks.peers;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.entitycache.benchmarks.shop.Availability;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.Servers;
import org.jspecify.annotations.Nullable;

/** JDBC as it is, with a pool: what no cache can load faster than. */
public final class JdbcReader implements ProductReader {

	private static final String COLUMNS = "select id, sku, name, description, price, availability, created_at, "
			+ "changed_at, stock, weight, active, category from product ";

	private final HikariDataSource dataSource;

	private final Long[] ids = Catalog.current().ids();

	public JdbcReader() {
		Servers servers = Servers.current();
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(servers.jdbcUrl());
		config.setUsername(servers.username());
		config.setPassword(servers.password());
		this.dataSource = new HikariDataSource(config);
	}

	@Override
	public void fill() {
		// The rows are there.
	}

	@Override
	public @Nullable Object read(int row) {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement query = connection.prepareStatement(COLUMNS + "where id = ?")) {
			query.setLong(1, this.ids[row]);
			try (ResultSet rows = query.executeQuery()) {
				return rows.next() ? product(rows) : null;
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public Object readAll(List<Long> ids) {
		try (Connection connection = this.dataSource.getConnection();
				PreparedStatement query = connection.prepareStatement(COLUMNS + "where id = any(?)")) {
			query.setArray(1, connection.createArrayOf("bigint", ids.toArray()));
			Map<Long, Product> products = new HashMap<>();
			try (ResultSet rows = query.executeQuery()) {
				while (rows.next()) {
					Product product = product(rows);
					products.put(product.getId(), product);
				}
			}
			return products;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Gives every row of the table to the consumer, through a cursor.
	 * @param fetchSize rows that are fetched at once
	 */
	public void readTable(int fetchSize, Consumer<Product> consumer) {
		try (Connection connection = this.dataSource.getConnection()) {
			connection.setAutoCommit(false);
			try (PreparedStatement query = connection.prepareStatement(COLUMNS)) {
				query.setFetchSize(fetchSize);
				try (ResultSet rows = query.executeQuery()) {
					while (rows.next()) {
						consumer.accept(product(rows));
					}
				}
			}
			connection.commit();
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Product product(ResultSet row) throws SQLException {
		Product product = new Product();
		product.setId(row.getLong(1));
		product.setSku(row.getString(2));
		product.setName(row.getString(3));
		product.setDescription(row.getString(4));
		product.setPrice(row.getBigDecimal(5));
		product.setAvailability(Availability.valueOf(row.getString(6)));
		product.setCreatedAt(row.getObject(7, OffsetDateTime.class).toInstant());
		product.setChangedAt(row.getObject(8, OffsetDateTime.class).toInstant());
		product.setStock(row.getInt(9));
		product.setWeight(row.getInt(10));
		product.setActive(row.getBoolean(11));
		product.setCategory(row.getString(12));
		return product;
	}

	@Override
	public void forget() {
		// It remembers nothing.
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
