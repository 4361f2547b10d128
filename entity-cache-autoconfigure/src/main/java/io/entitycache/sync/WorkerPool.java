package io.entitycache.sync;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * A few threads for work that nobody's request waits for. Neither they nor what waits for
 * them ever become more than it was created with.
 */
public final class WorkerPool {

	private static final Duration IDLE = Duration.ofSeconds(10);

	private final String name;

	private final int threads;

	private final int queue;

	private @Nullable ThreadPoolExecutor executor;

	/**
	 * Creates a pool that is not running.
	 * @param name the start of its threads' names
	 */
	public WorkerPool(String name, int threads, int queue) {
		this.name = name;
		this.threads = threads;
		this.queue = queue;
	}

	/** Takes work from now on. */
	public synchronized void start() {
		if (this.executor == null) {
			ThreadPoolExecutor created = new ThreadPoolExecutor(this.threads, this.threads, IDLE.toMillis(),
					TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(this.queue), newThreads());
			created.allowCoreThreadTimeOut(true);
			this.executor = created;
		}
	}

	private ThreadFactory newThreads() {
		AtomicInteger number = new AtomicInteger();
		return (task) -> {
			Thread thread = new Thread(task, this.name + '-' + number.incrementAndGet());
			thread.setDaemon(true);
			return thread;
		};
	}

	/** Interrupts what runs and forgets what waits. */
	public void stop() {
		ThreadPoolExecutor stopped = takeExecutor();
		if (stopped == null) {
			return;
		}
		stopped.shutdownNow().forEach((waiting) -> {
			if (waiting instanceof Work<?> work) {
				work.refuse();
			}
		});
		awaitEnd(stopped);
	}

	private synchronized @Nullable ThreadPoolExecutor takeExecutor() {
		ThreadPoolExecutor current = this.executor;
		this.executor = null;
		return current;
	}

	private static void awaitEnd(ThreadPoolExecutor stopped) {
		try {
			stopped.awaitTermination(2, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Whether the work was taken. */
	boolean offer(Runnable task) {
		ThreadPoolExecutor current = current();
		try {
			if (current != null) {
				current.execute(task);
			}
			return current != null;
		}
		catch (RejectedExecutionException ex) {
			return false;
		}
	}

	/** Takes work back that nobody has begun with. */
	void withdraw(Runnable task) {
		ThreadPoolExecutor current = current();
		if (current != null) {
			current.remove(task);
		}
	}

	/** What the work comes to; exceptionally if it was not taken. */
	<R> CompletableFuture<R> submit(Supplier<R> task) {
		Work<R> work = new Work<>(task);
		if (!offer(work)) {
			work.refuse();
		}
		return work.result;
	}

	private synchronized @Nullable ThreadPoolExecutor current() {
		return this.executor;
	}

	/** Work with a result. */
	private static final class Work<R> implements Runnable {

		private final Supplier<R> task;

		private final CompletableFuture<R> result = new CompletableFuture<>();

		private Work(Supplier<R> task) {
			this.task = task;
		}

		@Override
		public void run() {
			try {
				this.result.complete(this.task.get());
			}
			catch (Throwable ex) {
				// Whoever has the future is told.
				this.result.completeExceptionally(ex);
			}
		}

		private void refuse() {
			this.result.completeExceptionally(
					new RejectedExecutionException("The entity caches are stopped, or too much waits already"));
		}

	}

}
