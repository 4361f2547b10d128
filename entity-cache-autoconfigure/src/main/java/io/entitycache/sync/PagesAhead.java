package io.entitycache.sync;

import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;

import io.entitycache.read.BackgroundLoads;
import org.jspecify.annotations.Nullable;

/**
 * The pages of a table one after the other. While one is being kept, the next one is
 * being read, by a thread of the pool if there is one to spare, so that neither the
 * database nor the cache waits for the other. No more than two pages are in memory. Used
 * by one thread.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
final class PagesAhead<K, V> implements AutoCloseable {

	private final Function<@Nullable V, BackgroundLoads<K, V>.Page> reader;

	private final int pageSize;

	private final WorkerPool pool;

	private @Nullable FutureTask<BackgroundLoads<K, V>.Page> ahead;

	/**
	 * Begins to read.
	 * @param reader reads the page that follows a row, {@code null} for the first one
	 * @param pageSize rows in each page but the last one
	 */
	PagesAhead(Function<@Nullable V, BackgroundLoads<K, V>.Page> reader, int pageSize, WorkerPool pool) {
		this.reader = reader;
		this.pageSize = pageSize;
		this.pool = pool;
		readAfter(null);
	}

	private void readAfter(@Nullable V last) {
		FutureTask<BackgroundLoads<K, V>.Page> task = new FutureTask<>(() -> this.reader.apply(last));
		this.ahead = task;
		this.pool.offer(task);
	}

	/**
	 * The next page, {@code null} after the last one.
	 * @throws CancellationException if the thread was interrupted
	 */
	BackgroundLoads<K, V>.@Nullable Page next() {
		FutureTask<BackgroundLoads<K, V>.Page> task = this.ahead;
		if (task == null) {
			return null;
		}
		this.ahead = null;
		BackgroundLoads<K, V>.Page page = resultOf(task);
		if (page.values().size() >= this.pageSize) {
			readAfter(lastOf(page.values()));
		}
		return page;
	}

	private BackgroundLoads<K, V>.Page resultOf(FutureTask<BackgroundLoads<K, V>.Page> task) {
		// If nobody of the pool has begun with it, it does not wait for one.
		this.pool.withdraw(task);
		task.run();
		try {
			return task.get();
		}
		catch (InterruptedException ex) {
			task.cancel(false);
			Thread.currentThread().interrupt();
			throw new CancellationException("Stopped while a page was being read");
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw (ex.getCause() instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
		}
	}

	private static <V> @Nullable V lastOf(Map<?, V> values) {
		V last = null;
		for (V value : values.values()) {
			last = value;
		}
		return last;
	}

	/**
	 * Has nothing more read. A page that is being read is read to its end, within the
	 * load timeout: an interrupt can cost an embedded database its file.
	 */
	@Override
	public void close() {
		FutureTask<?> task = this.ahead;
		if (task != null) {
			this.pool.withdraw(task);
			task.cancel(false);
		}
	}

}
