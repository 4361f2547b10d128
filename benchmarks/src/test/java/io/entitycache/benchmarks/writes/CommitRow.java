package io.entitycache.benchmarks.writes;

import java.util.Map;

import io.entitycache.benchmarks.peers.EntityCacheNode;
import io.entitycache.benchmarks.report.Row;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.RedisStatistics;
import io.entitycache.benchmarks.shop.Shop;
import io.entitycache.benchmarks.shop.StockKeeper;

/** What happens to a commit. */
public enum CommitRow implements Row {

	/** Nothing. */
	OFF("no cache", Map.of("entity-cache.enabled", "false")),

	/** One announcement. */
	AFTER_COMMIT("**entity-cache**, `after-commit`", Map.of("entity-cache.defaults.consistency", "after-commit")),

	/** Two announcements. */
	STRICT("**entity-cache**, `strict`", Map.of("entity-cache.defaults.consistency", "strict"));

	private static final int COUNTED = 50;

	private final String title;

	private final Map<String, String> properties;

	CommitRow(String title, Map<String, String> properties) {
		this.title = title;
		this.properties = properties;
	}

	@Override
	public String title() {
		return this.title;
	}

	Writer open() {
		if (this == OFF) {
			Shop shop = Shop.start(this.properties);
			return new Writer(shop.bean(StockKeeper.class), shop::close);
		}
		EntityCacheNode node = EntityCacheNode.start("commits-" + ProcessHandle.current().pid(), this.properties);
		return new Writer(node.bean(StockKeeper.class), node.warm()::close);
	}

	/** Scripts that Redis runs for a commit that changes one row. */
	public double scripts() {
		try (Writer writer = open(); RedisStatistics redis = new RedisStatistics()) {
			Long[] ids = Catalog.current().ids();
			writer.keeper().restock(ids[0], -1);
			long before = redis.scripts();
			for (int i = 0; i < COUNTED; i++) {
				writer.keeper().restock(ids[0], i);
			}
			double scripts = (redis.scripts() - before) / (double) COUNTED;
			writer.keeper().restock(ids[0], Catalog.product(ids[0]).getStock());
			return scripts;
		}
	}

	/**
	 * What writes.
	 *
	 * @param keeper the service
	 * @param closing closes the application
	 */
	record Writer(StockKeeper keeper, Runnable closing) implements AutoCloseable {

		@Override
		public void close() {
			this.closing.run();
		}

	}

}
