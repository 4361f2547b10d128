package io.entitycache.benchmarks.sync;

import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.benchmarks.peers.JdbcReader;
import io.entitycache.benchmarks.shop.Catalog;

/** Makes an object of each row of a cursor, and keeps none. */
final class JdbcCursor implements TableReader {

	private static final int FETCHED = 1000;

	private final JdbcReader reader = new JdbcReader();

	@Override
	public long read() {
		AtomicLong rows = new AtomicLong();
		this.reader.readTable(FETCHED, (product) -> {
			if (rows.incrementAndGet() % FETCHED == 1) {
				Catalog.verify(product.getId(), product);
			}
		});
		return rows.get();
	}

	@Override
	public void forget() {
		// There is nothing.
	}

	@Override
	public void close() {
		this.reader.close();
	}

}
