package io.entitycache.benchmarks.reads;

import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.EntityCacheReader;
import io.entitycache.benchmarks.peers.EntityCacheReader.Key;
import io.entitycache.benchmarks.peers.JdbcReader;
import io.entitycache.benchmarks.peers.ProductReader;
import io.entitycache.benchmarks.peers.ShopReader;
import io.entitycache.benchmarks.report.Row;

/** What reads from the database. */
public enum ColdRow implements Row {

	/** The limit. */
	JDBC("JDBC, `= any(array)`", JdbcReader::new),

	/** No cache. */
	REPOSITORY("`repository.findAllById`", ShopReader::repository),

	/** Ours, which fills both levels. */
	ENTITY_CACHE("**entity-cache** `findAllById`, filling both levels", () -> EntityCacheReader.copying(Key.ID));

	private final String title;

	private final Supplier<ProductReader> reader;

	ColdRow(String title, Supplier<ProductReader> reader) {
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
