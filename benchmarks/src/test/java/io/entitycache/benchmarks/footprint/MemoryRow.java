package io.entitycache.benchmarks.footprint;

import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.CaffeineReader;
import io.entitycache.benchmarks.peers.EntityCacheReader;
import io.entitycache.benchmarks.peers.EntityCacheReader.Key;
import io.entitycache.benchmarks.peers.JetCacheReader;
import io.entitycache.benchmarks.peers.MapReader;
import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.peers.RedissonReader;
import io.entitycache.benchmarks.peers.ShopReader;
import io.entitycache.benchmarks.report.Row;

/** What holds all rows in memory. */
public enum MemoryRow implements Row {

	/** The limit for a cache with these duties. */
	CAFFEINE("Caffeine, maximum size and TTL", CaffeineReader::withSizeAndTtl),

	/** The limit without any duty. */
	MAP("`ConcurrentHashMap`", MapReader::new),

	/** Without a TTL. */
	CAFFEINE_SIZE("Caffeine, maximum size", CaffeineReader::withSize),

	/** Two levels. */
	JETCACHE("JetCache, two levels", JetCacheReader::twoLevels),

	/** A map with a local cache. */
	REDISSON("Redisson `RLocalCachedMap`", RedissonReader::localCachedMap),

	/** Hibernate's second level. */
	SECOND_LEVEL("Hibernate second level", ShopReader::secondLevel),

	/** Ours. */
	ENTITY_CACHE("**entity-cache**", () -> EntityCacheReader.copying(Key.ID)),

	/** Ours, once each row has been found by its key attribute too. */
	ENTITY_CACHE_BY_SKU("**entity-cache**, with a pointer from the key attribute",
			() -> EntityCacheReader.copying(Key.SKU));

	/* No more than the description takes. */

	private static final double LEAST = 200;

	private final String title;

	private final Supplier<ProductReader> reader;

	MemoryRow(String title, Supplier<ProductReader> reader) {
		this.title = title;
		this.reader = reader;
	}

	@Override
	public String title() {
		return this.title;
	}

	/**
	 * Bytes that each of so many rows adds to the live heap.
	 * @param rows how many there are
	 * @param collections how often to collect before the heap is looked at
	 */
	double bytesPerRow(int rows, int collections) {
		try (ProductReader opened = this.reader.get()) {
			long before = HeapUse.live(collections);
			opened.fill();
			double bytes = (HeapUse.live(collections) - before) / (double) rows;
			if (opened.read(rows - 1) == null) {
				throw new IllegalStateException("%s does not hold the last row".formatted(this));
			}
			// A row that was read from elsewhere takes nothing. One collection is not
			// exact.
			if (collections > 1 && bytes < LEAST) {
				throw new IllegalStateException("%s holds %.0f bytes for a row".formatted(this, bytes));
			}
			return bytes;
		}
	}

}
