package io.entitycache.event;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheListener;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Tells one listener its events in their order, on a thread of its own. */
final class EventQueue {

	private static final Log logger = LogFactory.getLog(EventQueue.class);

	private final EntityCacheListener listener;

	private final Set<Class<?>> wanted;

	private final EventCounts counts;

	private final ThreadPoolExecutor executor;

	private final AtomicBoolean overflown = new AtomicBoolean();

	private final AtomicBoolean failed = new AtomicBoolean();

	EventQueue(EntityCacheListener listener, Set<Class<?>> wanted, String threadName, int capacity,
			EventCounts counts) {
		this.listener = listener;
		this.wanted = wanted;
		this.counts = counts;
		this.executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(capacity),
				(task) -> {
					Thread thread = new Thread(task, threadName);
					thread.setDaemon(true);
					return thread;
				});
	}

	/** Has the listener told if it wants to be and is not too far behind. Never waits. */
	void offer(EntityCacheEvent event) {
		if (!this.wanted.contains(event.getClass())) {
			return;
		}
		try {
			this.executor.execute(() -> tell(event));
		}
		catch (RejectedExecutionException ex) {
			this.counts.dropped().increment();
			if (!this.executor.isShutdown() && this.overflown.compareAndSet(false, true)) {
				logger.warn("The listener %s is too slow for the events of the entity cache and misses some; "
					.formatted(name()) + "this is counted and not logged again");
			}
		}
	}

	private void tell(EntityCacheEvent event) {
		try {
			this.listener.onEvent(event);
			this.counts.delivered().increment();
		}
		catch (Exception | LinkageError | AssertionError ex) {
			this.counts.failed().increment();
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("The listener %s failed at an event of the entity cache; further failures are not logged"
					.formatted(name()), ex);
			}
		}
	}

	private String name() {
		return this.listener.getClass().getName();
	}

	/** No more events are taken. */
	void shutdown() {
		this.executor.shutdown();
	}

	/** Lets the listener be told what is waiting, within the time. */
	void drain(Duration longest) {
		try {
			if (this.executor.awaitTermination(longest.toNanos(), TimeUnit.NANOSECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.counts.dropped().add(this.executor.shutdownNow().size());
	}

}
