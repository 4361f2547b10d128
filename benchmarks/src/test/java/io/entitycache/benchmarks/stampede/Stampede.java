package io.entitycache.benchmarks.stampede;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.ProductData;
import org.jspecify.annotations.Nullable;

/**
 * What many callers that began at the same time have met.
 *
 * @param loads how often the database was asked
 * @param slowest how long the last of them waited
 */
record Stampede(long loads, Duration slowest) {

	private static final long LIMIT_SECONDS = 120;

	/** Lets so many callers ask for the row, spread evenly over the nodes. */
	static Stampede of(Herd herd, Long id, int callers) {
		ExecutorService threads = Executors.newFixedThreadPool(callers);
		try {
			CyclicBarrier start = new CyclicBarrier(callers);
			long before = herd.loads().get();
			List<Future<Long>> times = new ArrayList<>();
			for (int caller = 0; caller < callers; caller++) {
				Function<Long, ? extends @Nullable ProductData> find = herd.nodes().get(caller % herd.nodes().size());
				times.add(threads.submit(() -> {
					start.await(LIMIT_SECONDS, TimeUnit.SECONDS);
					return timed(find, id);
				}));
			}
			long slowest = 0;
			for (Future<Long> time : times) {
				slowest = Math.max(slowest, time.get(LIMIT_SECONDS, TimeUnit.SECONDS));
			}
			return new Stampede(herd.loads().get() - before, Duration.ofNanos(slowest));
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private static long timed(Function<Long, ? extends @Nullable ProductData> find, Long id) {
		long start = System.nanoTime();
		ProductData product = find.apply(id);
		long nanos = System.nanoTime() - start;
		Catalog.verify(id, product);
		return nanos;
	}

}
