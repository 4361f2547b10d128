package io.entitycache.benchmarks.reads;

import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.EntityCacheReader;
import io.entitycache.benchmarks.peers.JetCacheReader;
import io.entitycache.benchmarks.peers.LettuceReader;
import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.peers.RedissonReader;
import io.entitycache.benchmarks.peers.SpringCacheReader;
import io.entitycache.benchmarks.report.Row;

/** What reads many from Redis. */
public enum Level2BulkRow implements Row {

	/** The limit: no products, only their bytes. */
	LETTUCE("Lettuce `MGET`, bytes alone", LettuceReader::ofBytes),

	/** The limit for products. */
	LETTUCE_DECODED("Lettuce `MGET`, decoded by hand", LettuceReader::decodedByHand),

	/** One after the other, since the interface has no other way. */
	SPRING_JSON("Spring `RedisCache`, JSON of a fixed type, in a loop", SpringCacheReader::onRedisWithJson),

	/** One level. */
	JETCACHE_KRYO("JetCache on Redis `getAll`, Kryo 5", JetCacheReader::onRedisWithKryo),

	/** A map. */
	REDISSON("Redisson `RMap.getAll`, Kryo 5", RedissonReader::map),

	/** Ours. */
	ENTITY_CACHE("**entity-cache** `findAllById` from level 2", EntityCacheReader::atLevel2);

	private final String title;

	private final Supplier<ProductReader> reader;

	Level2BulkRow(String title, Supplier<ProductReader> reader) {
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
