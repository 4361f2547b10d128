package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.entitycache.CacheOutcome;
import io.entitycache.EntityCache;
import org.jspecify.annotations.Nullable;

/**
 * Does the same with several caches at the same time, on a few threads of its own that
 * end when there is nothing to do.
 */
final class SideBySide {

	private static final int THREADS = 4;

	/* What waits for a thread, of all callers together. */

	private static final int WAITING = 1000;

	private static final long IDLE_SECONDS = 10;

	private final AtomicInteger number = new AtomicInteger();

	private @Nullable ThreadPoolExecutor executor;

	private synchronized ThreadPoolExecutor executor() {
		ThreadPoolExecutor current = this.executor;
		if (current == null) {
			current = newExecutor();
			this.executor = current;
		}
		return current;
	}

	private ThreadPoolExecutor newExecutor() {
		ThreadPoolExecutor created = new ThreadPoolExecutor(THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS,
				new ArrayBlockingQueue<>(WAITING), (task) -> {
					Thread thread = new Thread(task, "entity-cache-work-" + this.number.incrementAndGet());
					thread.setDaemon(true);
					return thread;
				});
		created.allowCoreThreadTimeOut(true);
		return created;
	}

	/** What came of it, by cache, no later than after the time. */
	<R extends @Nullable Object> Map<String, CacheOutcome<R>> run(Iterable<EntityCache<?, ?>> caches,
			Function<? super EntityCache<?, ?>, ? extends R> action, Duration timeout) {
		long start = System.nanoTime();
		// Converted so that a time beyond all measure is the longest there is.
		long nanos = Math.max(0, TimeUnit.NANOSECONDS.convert(timeout));
		Map<String, FutureTask<R>> tasks = new LinkedHashMap<>();
		for (EntityCache<?, ?> cache : caches) {
			FutureTask<R> task = new FutureTask<>(() -> action.apply(cache));
			tasks.put(cache.name(), task);
			start(task);
		}
		Map<String, CacheOutcome<R>> outcomes = new LinkedHashMap<>();
		tasks.forEach((name, task) -> outcomes.put(name, outcome(name, task, nanos - (System.nanoTime() - start))));
		return outcomes;
	}

	private void start(FutureTask<?> task) {
		try {
			executor().execute(task);
		}
		catch (RejectedExecutionException ex) {
			task.cancel(/* mayInterruptIfRunning= */ false);
		}
	}

	private static <R extends @Nullable Object> CacheOutcome<R> outcome(String name, Future<R> task, long nanos) {
		try {
			return new CacheOutcome.Success<>(task.get(Math.max(0, nanos), TimeUnit.NANOSECONDS));
		}
		catch (ExecutionException ex) {
			Throwable cause = ex.getCause();
			return new CacheOutcome.Failure<>(name, (cause != null) ? cause : ex);
		}
		catch (TimeoutException | RuntimeException ex) {
			// What has not begun never will; what runs has its own deadlines.
			task.cancel(/* mayInterruptIfRunning= */ false);
			return new CacheOutcome.Failure<>(name, ex);
		}
		catch (InterruptedException ex) {
			task.cancel(/* mayInterruptIfRunning= */ false);
			Thread.currentThread().interrupt();
			return new CacheOutcome.Failure<>(name, ex);
		}
	}

	/** Ends the threads, each with what it is doing; what waits is given up. */
	synchronized void stop() {
		ThreadPoolExecutor current = this.executor;
		if (current != null) {
			current.shutdown();
			current.getQueue().clear();
			this.executor = null;
		}
	}

}
