package io.entitycache.benchmarks.shop;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The rows of the product table. Each row follows from its id alone, so that every answer
 * can be compared with what it must be.
 */
public final class Catalog {

	/** The system property with the number of rows. */
	public static final String ROWS = "benchmark.rows";

	private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

	private final List<Long> ids;

	private final List<String> skus;

	private Catalog(int rows) {
		this.ids = IntStream.rangeClosed(1, rows).mapToObj(Long::valueOf).toList();
		this.skus = this.ids.stream().map(Catalog::sku).toList();
	}

	/** The catalog of this run. */
	public static Catalog current() {
		return new Catalog(Integer.getInteger(ROWS, 10_000));
	}

	public int size() {
		return this.ids.size();
	}

	/** The ids in order; the same instances each time. */
	public Long[] ids() {
		return this.ids.toArray(Long[]::new);
	}

	/** The SKUs in the order of the ids; the same instances each time. */
	public String[] skus() {
		return this.skus.toArray(String[]::new);
	}

	private static String sku(long id) {
		return "SKU-%08d".formatted(id);
	}

	/** A new instance of the row. */
	public static Product product(Long id) {
		Random random = new Random(id);
		Product product = new Product();
		// An instance of its own, as an entity from the database has it.
		product.setId(id.longValue());
		product.setSku(sku(id));
		product.setName("Product " + words(random, 16));
		product.setDescription(words(random, 200));
		product.setPrice(BigDecimal.valueOf(random.nextInt(100, 1_000_000), 2));
		product.setAvailability(Availability.values()[random.nextInt(Availability.values().length)]);
		product.setCreatedAt(EPOCH.plusMillis(random.nextInt()));
		product.setChangedAt(product.getCreatedAt().plusMillis(random.nextInt(1_000_000)));
		product.setStock(random.nextInt(1000));
		product.setWeight(random.nextInt(10_000));
		product.setActive(random.nextBoolean());
		product.setCategory("category-" + random.nextInt(100));
		return product;
	}

	private static String words(Random random, int length) {
		StringBuilder text = new StringBuilder(length);
		while (text.length() < length) {
			text.append((random.nextInt(6) == 0) ? ' ' : (char) ('a' + random.nextInt(26)));
		}
		return text.toString();
	}

	/**
	 * Compares an answer with the row.
	 * @throws IllegalStateException if the answer is not the row
	 */
	public static void verify(Long id, @Nullable Object answer) {
		Product expected = product(id);
		if (!expected.equals(answer)) {
			throw new IllegalStateException("Expected %s but got %s".formatted(expected, answer));
		}
	}

}
