package io.entitycache.cluster;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets one task run at a time, in order: on a thread of its own, or at once on the
 * caller's if nobody is before it.
 */
final class Turns {

	private final ExecutorService thread;

	private final AtomicInteger waiting = new AtomicInteger();

	private final ReentrantLock turn = new ReentrantLock();

	/**
	 * Creates a new instance.
	 * @param thread runs one task at a time, in order; may refuse tasks
	 */
	Turns(ExecutorService thread) {
		this.thread = thread;
	}

	/** Runs the task on the thread when it is its turn; drops it if there is no room. */
	void queue(Runnable task) {
		this.waiting.incrementAndGet();
		try {
			this.thread.execute(() -> run(task));
		}
		catch (RejectedExecutionException ex) {
			this.waiting.decrementAndGet();
		}
	}

	private void run(Runnable task) {
		this.turn.lock();
		try {
			task.run();
		}
		finally {
			this.turn.unlock();
			this.waiting.decrementAndGet();
		}
	}

	/**
	 * Runs the task here, if it is its turn now. Never waits. Tasks of one caller keep
	 * their order if those that were not run are queued before the next is tried.
	 */
	boolean runNow(Runnable task) {
		if (this.waiting.get() != 0 || this.thread.isShutdown() || !this.turn.tryLock()) {
			return false;
		}
		try {
			task.run();
			return true;
		}
		finally {
			this.turn.unlock();
		}
	}

	/** Runs nothing any more; waits for the task that is running, within a second. */
	void stop() {
		this.thread.shutdownNow();
		try {
			this.thread.awaitTermination(1, TimeUnit.SECONDS);
			if (this.turn.tryLock(1, TimeUnit.SECONDS)) {
				this.turn.unlock();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
