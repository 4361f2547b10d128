package io.entitycache.benchmarks.stampede;

import java.util.List;
import java.util.function.Function;

import io.entitycache.benchmarks.shop.ProductData;
import org.jspecify.annotations.Nullable;

/**
 * Some nodes that nobody has asked for anything yet.
 *
 * @param nodes how each of them finds a product
 * @param loads counts what reaches the database
 * @param closing closes the nodes
 */
record Herd(List<Function<Long, ? extends @Nullable ProductData>> nodes, LoadCount loads,
		Runnable closing) implements AutoCloseable {

	@Override
	public void close() {
		this.closing.run();
	}

	/** Counts what reaches the database. */
	@FunctionalInterface
	interface LoadCount {

		long get();

	}

}
