package io.entitycache.sample;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

import io.entitycache.EntityCaches;
import io.entitycache.sample.catalog.Category;
import io.entitycache.sample.order.OrderStatus;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Fills an empty shop, the same way each time, with plain JDBC: of such writers the
 * caches have to be told.
 */
@Component
class SampleData implements InitializingBean {

	private static final int PRODUCTS = 10_000;

	private static final int CUSTOMERS = 100;

	private static final int ORDERS = 200;

	private static final OffsetDateTime OPENING = OffsetDateTime.of(2026, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

	private static final List<String> MAKERS = List.of("Atlas", "Boreal", "Cobalt", "Dorado", "Ember", "Fjord");

	private static final List<String> THINGS = List.of("Lamp", "Kettle", "Puzzle", "Spade", "Notebook", "Drill",
			"Basket");

	private final JdbcTemplate jdbc;

	private final TransactionTemplate transaction;

	private final EntityCaches caches;

	private volatile boolean filled;

	SampleData(JdbcTemplate jdbc, TransactionTemplate transaction, EntityCaches caches) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.caches = caches;
	}

	@Override
	public void afterPropertiesSet() {
		this.transaction.executeWithoutResult((status) -> {
			Long products = this.jdbc.queryForObject("select count(*) from product", Long.class);
			if (products == null || products == 0) {
				insertProducts();
				insertCustomers();
				insertOrders();
				this.filled = true;
			}
		});
	}

	// Redis may know of a shop that was there before.
	@EventListener(ApplicationReadyEvent.class)
	void tellCaches() {
		if (this.filled) {
			List.of("product", "customer", "purchase_order", "purchase_order_lines")
				.forEach(this.caches::invalidateTable);
		}
	}

	private void insertProducts() {
		insert("""
				insert into product (id, sku, barcode, name, description, price, category, stock, version,
					created_at, updated_at)
				values (?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?)""", PRODUCTS, SampleData::product);
	}

	private static Object[] product(int id) {
		String name = "%s %s %d".formatted(one(MAKERS, id), one(THINGS, id), id);
		return new Object[] { id, sku(id), "4%012d".formatted(id), name, "The well-known " + name, price(id),
				one(List.of(Category.values()), id).name(), id % 100, OPENING, OPENING };
	}

	private void insertCustomers() {
		insert("""
				insert into customer (id, email, name, street, postal_code, city, version)
				values (?, ?, ?, ?, ?, ?, 0)""", CUSTOMERS,
				(id) -> new Object[] { id, "customer%d@example.org".formatted(id), "Customer " + id,
						id + " Main Street", "1%04d".formatted(id), "Springfield" });
	}

	private void insertOrders() {
		insert("insert into purchase_order (id, customer_id, status, version) values (?, ?, ?, 0)", ORDERS,
				(number) -> new Object[] { orderId(number), (number - 1) % CUSTOMERS + 1, OrderStatus.PLACED.name() });
		insert("""
				insert into purchase_order_lines (purchase_order_id, position, sku, quantity, price)
				values (?, 0, ?, ?, ?)""", ORDERS,
				(number) -> new Object[] { orderId(number), sku(number), 1 + number % 3, price(number) });
	}

	private void insert(String sql, int rows, IntFunction<Object[]> row) {
		this.jdbc.batchUpdate(sql, IntStream.rangeClosed(1, rows).mapToObj(row).toList());
	}

	private static UUID orderId(int number) {
		return new UUID(0, number);
	}

	private static String sku(int id) {
		return "SKU-%05d".formatted(id);
	}

	private static BigDecimal price(int id) {
		return BigDecimal.valueOf(100L * (id % 500) + 999, 2);
	}

	private static <T> T one(List<T> choices, int number) {
		return choices.get(number % choices.size());
	}

}
