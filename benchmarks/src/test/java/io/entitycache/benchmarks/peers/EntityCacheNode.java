package io.entitycache.benchmarks.peers;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.Freshness;
import io.entitycache.SharedLevelStatus;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.FrozenProduct;
import io.entitycache.benchmarks.shop.Product;
import io.entitycache.benchmarks.shop.ProductData;
import io.entitycache.benchmarks.shop.Shop;

import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The application with the starter: one node with both levels. */
public final class EntityCacheNode implements AutoCloseable {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final int CHUNK = 500;

	/* On a machine that does too much at once nothing is to be measured as a miss. */

	private static final String REDIS_TIMEOUT = "2s";

	private final String namespace;

	private final Shop shop;

	private final EntityCaches caches;

	private final EntityCache<? extends ProductData, Long> products;

	private EntityCacheNode(Shop shop, String namespace, Class<? extends ProductData> type) {
		this.namespace = namespace;
		this.shop = shop;
		this.caches = shop.bean(EntityCaches.class);
		this.products = this.caches.get(type, Long.class);
	}

	/**
	 * Starts a node and waits until it takes part in the cluster.
	 * @param namespace nodes of the same namespace share level 2
	 * @param properties settings beyond those that all have in common
	 */
	public static EntityCacheNode start(String namespace, Map<String, String> properties) {
		return start(namespace, "product", Product.class, properties, /* another= */ false);
	}

	/** As {@link #start}, though the same node may be there already. */
	public static EntityCacheNode startAnother(String namespace, Map<String, String> properties) {
		return start(namespace, "product", Product.class, properties, /* another= */ true);
	}

	/** Starts a node that has level 1 and nobody to share with. */
	public static EntityCacheNode startAlone(String namespace) {
		return start(namespace, "product", Product.class, Map.of("entity-cache.redis.enabled", "false"),
				/* another= */ true);
	}

	/** As {@link #start}, with one instance of each product for all callers. */
	public static EntityCacheNode startShared(String namespace, Map<String, String> properties) {
		Map<String, String> all = new HashMap<>(properties);
		all.put("entity-cache.caches.frozen-product.share", "shared");
		return start(namespace, "frozen-product", FrozenProduct.class, all, /* another= */ false);
	}

	private static EntityCacheNode start(String namespace, String name, Class<? extends ProductData> type,
			Map<String, String> properties, boolean another) {
		Map<String, String> all = new HashMap<>(Map.of("entity-cache.namespace", namespace,
				"entity-cache.caches.%s.key-attributes".formatted(name), "sku", "entity-cache.defaults.ttl",
				CaffeineReader.TTL.toSeconds() + "s", "entity-cache.defaults.maximum-size",
				String.valueOf(CaffeineReader.maximumSize()), "entity-cache.redis.read-timeout", REDIS_TIMEOUT,
				"entity-cache.redis.command-timeout", REDIS_TIMEOUT));
		all.putAll(properties);
		EntityCacheNode node = new EntityCacheNode(another ? Shop.startAnother(all) : Shop.start(all), namespace, type);
		await(() -> node.isAlone() || node.caches.sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
		return node;
	}

	/**
	 * Waits until something is so, without sleeping, but not where somebody else needs
	 * the processor to make it so.
	 */
	public static void await(BooleanSupplier condition) {
		long deadline = System.nanoTime() + LIMIT.toNanos();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - deadline > 0) {
				throw new IllegalStateException("Did not become so within " + LIMIT);
			}
			if (Thread.currentThread().isInterrupted()) {
				throw new IllegalStateException("Interrupted");
			}
			Thread.yield();
		}
	}

	/** Reads every row, so that both levels hold it. */
	public EntityCacheNode warm() {
		inChunks(Catalog.current().ids(), this.products::findAllById);
		return this;
	}

	/** Reads every row by its SKU, so that both levels hold pointers too. */
	public void warmBySku() {
		inChunks(Catalog.current().skus(), (skus) -> this.products.findAllBy("sku", skus));
	}

	private static <E> void inChunks(E[] elements, Consumer<List<E>> action) {
		List<E> all = Arrays.asList(elements);
		for (int from = 0; from < all.size(); from += CHUNK) {
			action.accept(all.subList(from, Math.min(all.size(), from + CHUNK)));
		}
	}

	/**
	 * Empties both levels and what Redis keeps of them, and returns once this node has
	 * seen it announced.
	 */
	public void forget() {
		if (isAlone()) {
			this.products.clear();
			return;
		}
		long before = this.caches.sharedLevel().sequence();
		this.products.clear();
		await(() -> this.caches.sharedLevel().sequence() > before);
		StringRedisTemplate redis = this.shop.bean(StringRedisTemplate.class);
		ScanOptions slots = ScanOptions.scanOptions().match("ec:%s:s:*".formatted(this.namespace)).count(CHUNK).build();
		try (Cursor<String> names = redis.scan(slots)) {
			redis.unlink(names.stream().toList());
		}
	}

	private boolean isAlone() {
		return this.caches.sharedLevel().state() == SharedLevelStatus.State.NOT_CONFIGURED;
	}

	/** Whether level 1 holds the row. */
	public boolean holds(Long id) {
		return this.products.freshness(id).state() == Freshness.State.FRESH;
	}

	public EntityCache<? extends ProductData, Long> products() {
		return this.products;
	}

	/** A bean of the application. */
	public <T> T bean(Class<T> type) {
		return this.shop.bean(type);
	}

	@Override
	public void close() {
		this.shop.close();
	}

}
