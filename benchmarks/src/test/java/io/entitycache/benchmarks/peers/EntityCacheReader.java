package io.entitycache.benchmarks.peers;

import java.util.List;
import java.util.Map;

import io.entitycache.EntityCache;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.ProductData;
import org.jspecify.annotations.Nullable;

/** The entity cache, with what every application has switched on. */
public final class EntityCacheReader implements ProductReader {

	private final EntityCacheNode node;

	private final EntityCache<? extends ProductData, Long> products;

	private final Key key;

	private final Long[] ids = Catalog.current().ids();

	private long loadsOfFill;

	private final String[] skus = Catalog.current().skus();

	private EntityCacheReader(Key key, EntityCacheNode node) {
		this.node = node;
		this.products = this.node.products();
		this.key = key;
	}

	/** Level 1 that gives all callers the same instance. */
	public static EntityCacheReader shared(Key key) {
		return new EntityCacheReader(key, EntityCacheNode.startShared(namespace(), Map.of()));
	}

	/** The same, and each hit looks at the real clock. */
	public static EntityCacheReader sharedByRealClock() {
		return new EntityCacheReader(Key.ID,
				EntityCacheNode.startShared(namespace(), Map.of("entity-cache.clock-resolution", "0s")));
	}

	/** Level 1 that gives each caller its own copy. */
	public static EntityCacheReader copying(Key key) {
		return new EntityCacheReader(key, EntityCacheNode.start(namespace(), Map.of()));
	}

	/** Level 2 without a level 1 before it. */
	public static EntityCacheReader atLevel2() {
		return new EntityCacheReader(Key.ID,
				EntityCacheNode.start(namespace(), Map.of("entity-cache.defaults.level1.enabled", "false")));
	}

	private static String namespace() {
		return "reads-" + ProcessHandle.current().pid();
	}

	@Override
	public void fill() {
		this.node.warm();
		if (this.key == Key.SKU) {
			this.node.warmBySku();
		}
		this.loadsOfFill = this.products.statistics().loads();
	}

	@Override
	public void verifyHits() {
		long loads = this.products.statistics().loads() - this.loadsOfFill;
		if (loads > 0) {
			throw new IllegalStateException("%d reads went to the database".formatted(loads));
		}
	}

	@Override
	public @Nullable Object read(int row) {
		return ((this.key == Key.ID) ? this.products.findById(this.ids[row])
				: this.products.findBy("sku", this.skus[row]))
			.orElse(null);
	}

	@Override
	public Object readAll(List<Long> ids) {
		return this.products.findAllById(ids);
	}

	@Override
	public void forget() {
		this.node.forget();
	}

	@Override
	public void close() {
		this.node.close();
	}

	/** By what a product is found. */
	public enum Key {

		/** The id. */
		ID,

		/** A unique attribute. */
		SKU

	}

}
