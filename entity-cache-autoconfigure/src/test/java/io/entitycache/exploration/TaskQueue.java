package io.entitycache.exploration;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.TimeUnit;

/** Keeps a member's tasks until it is their turn. */
final class TaskQueue extends AbstractExecutorService {

	private final Deque<Runnable> tasks = new ArrayDeque<>();

	@Override
	public void execute(Runnable task) {
		this.tasks.add(task);
	}

	@Override
	public boolean isTerminated() {
		return this.tasks.isEmpty();
	}

	void runNext() {
		this.tasks.remove().run();
	}

	void runAll() {
		while (!this.tasks.isEmpty()) {
			runNext();
		}
	}

	@Override
	public void shutdown() {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<Runnable> shutdownNow() {
		throw new UnsupportedOperationException();
	}

	@Override
	public boolean isShutdown() {
		return false;
	}

	@Override
	public boolean awaitTermination(long timeout, TimeUnit unit) {
		return true;
	}

}
