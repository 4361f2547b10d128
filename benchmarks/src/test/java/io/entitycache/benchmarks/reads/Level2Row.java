package io.entitycache.benchmarks.reads;

import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.EntityCacheReader;
import io.entitycache.benchmarks.peers.JetCacheReader;
import io.entitycache.benchmarks.peers.LettuceReader;
import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.peers.RedissonReader;
import io.entitycache.benchmarks.peers.ShopReader;
import io.entitycache.benchmarks.peers.SpringCacheReader;
import io.entitycache.benchmarks.report.Row;

/** What reads from Redis. */
public enum Level2Row implements Row {

	/** The limit: no product, only its bytes. */
	LETTUCE("Lettuce `GET`, bytes alone", LettuceReader::ofBytes),

	/** The limit for a product. */
	LETTUCE_DECODED("Lettuce `GET`, decoded by hand", LettuceReader::decodedByHand),

	/** JSON of one fixed type. */
	SPRING_JSON("Spring `RedisCache`, JSON of a fixed type", SpringCacheReader::onRedisWithJson),

	/** Java serialization. */
	SPRING_JDK("Spring `RedisCache`, JDK serialization", SpringCacheReader::onRedisWithJdk),

	/** As most people meet it. */
	CACHEABLE("Spring `@Cacheable` on Redis, defaults", ShopReader::cacheableOnRedis),

	/** One level, with Kryo. */
	JETCACHE_KRYO("JetCache on Redis, Kryo 5", JetCacheReader::onRedisWithKryo),

	/** One level, with Java serialization. */
	JETCACHE_JDK("JetCache on Redis, JDK serialization", JetCacheReader::onRedisWithJdk),

	/** A map. */
	REDISSON("Redisson `RMap`, Kryo 5", RedissonReader::map),

	/** Ours, with every check. */
	ENTITY_CACHE("**entity-cache** from level 2", EntityCacheReader::atLevel2);

	private final String title;

	private final Supplier<ProductReader> reader;

	Level2Row(String title, Supplier<ProductReader> reader) {
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
