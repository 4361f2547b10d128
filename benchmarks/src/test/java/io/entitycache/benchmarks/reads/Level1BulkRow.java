package io.entitycache.benchmarks.reads;

import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.CaffeineReader;
import io.entitycache.benchmarks.peers.EntityCacheReader;
import io.entitycache.benchmarks.peers.EntityCacheReader.Key;
import io.entitycache.benchmarks.peers.JetCacheReader;
import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.peers.RedissonReader;
import io.entitycache.benchmarks.report.Row;

/** What reads many from the memory of this process. */
public enum Level1BulkRow implements Row {

	/** The limit. */
	CAFFEINE("Caffeine `getAllPresent`", CaffeineReader::withSizeAndTtl),

	/** Two levels. */
	JETCACHE("JetCache `getAll`, two levels", JetCacheReader::twoLevels),

	/** A map with a local cache. */
	REDISSON("Redisson `RLocalCachedMap.getAll`", RedissonReader::localCachedMap),

	/** Ours, one instance for all callers. */
	ENTITY_CACHE_SHARED("**entity-cache** `findAllById`, shared", () -> EntityCacheReader.shared(Key.ID)),

	/** Ours, a copy for each caller. */
	ENTITY_CACHE_COPYING("**entity-cache** `findAllById`, copying", () -> EntityCacheReader.copying(Key.ID));

	private final String title;

	private final Supplier<ProductReader> reader;

	Level1BulkRow(String title, Supplier<ProductReader> reader) {
		this.title = title;
		this.reader = reader;
	}

	@Override
	public String title() {
		return this.title;
	}

	ProductReader open() {
		return this.reader.get();
	}

}
