package io.entitycache.sync;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The threads of syncs and refreshes: a pool that works, and one that watches the time.
 */
final class Background {

	private static final int THREADS = 4;

	private static final int QUEUE = 10_000;

	private final WorkerPool pool = new WorkerPool("entity-cache-warm-up", THREADS, QUEUE);

	private @Nullable ScheduledThreadPoolExecutor schedule;

	WorkerPool pool() {
		return this.pool;
	}

	synchronized void start() {
		if (this.schedule == null) {
			ScheduledThreadPoolExecutor created = new ScheduledThreadPoolExecutor(1, (task) -> {
				Thread thread = new Thread(task, "entity-cache-schedule");
				thread.setDaemon(true);
				return thread;
			});
			created.setRemoveOnCancelPolicy(true);
			this.schedule = created;
			this.pool.start();
		}
	}

	void stop() {
		ScheduledThreadPoolExecutor stopped = takeSchedule();
		if (stopped != null) {
			stopped.shutdownNow();
			this.pool.stop();
		}
	}

	private synchronized @Nullable ScheduledThreadPoolExecutor takeSchedule() {
		ScheduledThreadPoolExecutor current = this.schedule;
		this.schedule = null;
		return current;
	}

	/** Runs the action once, unless everything has stopped by then. */
	synchronized void after(Duration delay, Runnable action) {
		ScheduledThreadPoolExecutor current = this.schedule;
		if (current != null) {
			try {
				current.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
			}
			catch (RejectedExecutionException ex) {
				// Stopped meanwhile.
			}
		}
	}

}
