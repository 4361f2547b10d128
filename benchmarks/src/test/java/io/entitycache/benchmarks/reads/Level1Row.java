package io.entitycache.benchmarks.reads;

import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.CaffeineReader;
import io.entitycache.benchmarks.peers.EntityCacheReader;
import io.entitycache.benchmarks.peers.EntityCacheReader.Key;
import io.entitycache.benchmarks.peers.JdbcReader;
import io.entitycache.benchmarks.peers.JetCacheReader;
import io.entitycache.benchmarks.peers.MapReader;
import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.peers.RedissonReader;
import io.entitycache.benchmarks.peers.ShopReader;
import io.entitycache.benchmarks.peers.SpringCacheReader;
import io.entitycache.benchmarks.report.Row;

/** What reads from the memory of this process, next to what does not. */
public enum Level1Row implements Row {

	/** The limit for a cache with these duties. */
	CAFFEINE("Caffeine, maximum size and TTL", CaffeineReader::withSizeAndTtl),

	/** The limit without any duty. */
	MAP("ConcurrentHashMap", MapReader::new),

	/** Without a TTL. */
	CAFFEINE_SIZE("Caffeine, maximum size", CaffeineReader::withSize),

	/** With what every cache in production counts. */
	CAFFEINE_STATISTICS("Caffeine, maximum size, TTL and statistics", CaffeineReader::withStatistics),

	/** Spring's cache interface. */
	SPRING_CACHE("Spring `CaffeineCache.get`", SpringCacheReader::onCaffeine),

	/** Spring's annotation. */
	CACHEABLE("Spring `@Cacheable` on Caffeine", ShopReader::cacheable),

	/** Two levels. */
	JETCACHE("JetCache, two levels", JetCacheReader::twoLevels),

	/** A map with a local cache. */
	REDISSON("Redisson `RLocalCachedMap`", RedissonReader::localCachedMap),

	/** Hibernate's second level. */
	SECOND_LEVEL("Hibernate second level, `find` in a fresh `EntityManager`", ShopReader::secondLevel),

	/** Hibernate's second level as most people meet it. */
	SECOND_LEVEL_REPOSITORY("Hibernate second level, `repository.findById`", ShopReader::secondLevelRepository),

	/** No cache, no JPA. */
	JDBC("PostgreSQL, JDBC", JdbcReader::new),

	/** No cache. */
	REPOSITORY("PostgreSQL, `repository.findById`", ShopReader::repository),

	/** Ours, one instance for all callers. */
	ENTITY_CACHE_SHARED("**entity-cache** by id, shared", () -> EntityCacheReader.shared(Key.ID)),

	/** Ours, for whom ten milliseconds are too long. */
	ENTITY_CACHE_REAL_CLOCK("**entity-cache** by id, shared, `clock-resolution: 0s`",
			EntityCacheReader::sharedByRealClock),

	/** Ours, a copy for each caller. */
	ENTITY_CACHE_COPYING("**entity-cache** by id, copying", () -> EntityCacheReader.copying(Key.ID)),

	/** Ours, one instance for all callers. */
	ENTITY_CACHE_SHARED_BY_SKU("**entity-cache** by key attribute, shared", () -> EntityCacheReader.shared(Key.SKU)),

	/** Ours, a copy for each caller. */
	ENTITY_CACHE_COPYING_BY_SKU("**entity-cache** by key attribute, copying", () -> EntityCacheReader.copying(Key.SKU));

	private final String title;

	private final Supplier<ProductReader> reader;

	Level1Row(String title, Supplier<ProductReader> reader) {
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
