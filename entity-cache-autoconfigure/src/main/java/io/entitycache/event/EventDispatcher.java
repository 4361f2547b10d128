package io.entitycache.event;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheEvents;
import io.entitycache.EntityCacheListener;
import io.entitycache.EntityCacheObserver;
import io.entitycache.SyncProgress;

/**
 * Hands events over to the listeners. Between {@link #stop} and {@link #start} nobody is
 * told anything.
 */
public final class EventDispatcher implements EntityCacheObserver, EntityCacheEvents {

	private static final Duration LONGEST_DRAIN = Duration.ofSeconds(1);

	private static final Listening NOBODY = new Listening(List.of(), Set.of());

	private final Supplier<List<EntityCacheListener>> listeners;

	private final int capacity;

	private final EventCounts counts = new EventCounts();

	private volatile Listening listening = NOBODY;

	/**
	 * Creates a new instance.
	 * @param listeners the listeners, asked at the start, as they may use the caches
	 * themselves
	 * @param capacity the number of events that may wait for one listener
	 */
	public EventDispatcher(Supplier<List<EntityCacheListener>> listeners, int capacity) {
		this.listeners = listeners;
		this.capacity = capacity;
	}

	/** Asks every listener what it wants, and begins to tell it. */
	public synchronized void start() {
		if (this.listening != NOBODY) {
			return;
		}
		List<EventQueue> queues = new ArrayList<>();
		Set<Class<?>> wanted = new HashSet<>();
		for (EntityCacheListener listener : this.listeners.get()) {
			Set<Class<?>> types = EventTypes.wantedBy(listener);
			if (!types.isEmpty()) {
				String threadName = "entity-cache-events-" + (queues.size() + 1);
				queues.add(new EventQueue(listener, types, threadName, this.capacity, this.counts));
				wanted.addAll(types);
			}
		}
		if (!queues.isEmpty()) {
			this.listening = new Listening(List.copyOf(queues), Set.copyOf(wanted));
		}
	}

	/** Tells what is waiting, within a second, and then nothing any more. */
	public synchronized void stop() {
		List<EventQueue> queues = this.listening.queues();
		this.listening = NOBODY;
		queues.forEach(EventQueue::shutdown);
		long deadline = System.nanoTime() + LONGEST_DRAIN.toNanos();
		queues.forEach((queue) -> queue.drain(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
	}

	@Override
	public boolean returnsAtOnce() {
		return true;
	}

	@Override
	public boolean wants(Class<? extends EntityCacheEvent> type) {
		return this.listening.wanted().contains(type);
	}

	@Override
	public void happened(EntityCacheEvent event) {
		for (EventQueue queue : this.listening.queues()) {
			queue.offer(event);
		}
	}

	@Override
	public void sharedLevelFailed(String operation, Throwable failure) {
		if (wants(EntityCacheEvent.Failed.class)) {
			happened(new EntityCacheEvent.Failed(null, operation, failure));
		}
	}

	@Override
	public void sharedLevelDisconnected() {
		if (wants(EntityCacheEvent.Disconnected.class)) {
			happened(new EntityCacheEvent.Disconnected());
		}
	}

	@Override
	public void sharedLevelReconnecting(int attempt, Duration delay) {
		if (wants(EntityCacheEvent.Reconnecting.class)) {
			happened(new EntityCacheEvent.Reconnecting(attempt, delay));
		}
	}

	@Override
	public void sharedLevelReconnected(Duration after) {
		if (wants(EntityCacheEvent.Reconnected.class)) {
			happened(new EntityCacheEvent.Reconnected(after));
		}
	}

	@Override
	public void syncProgressed(SyncProgress progress) {
		if (wants(EntityCacheEvent.Syncing.class)) {
			happened(new EntityCacheEvent.Syncing(progress));
		}
	}

	@Override
	public long delivered() {
		return this.counts.delivered().sum();
	}

	@Override
	public long dropped() {
		return this.counts.dropped().sum();
	}

	@Override
	public long failed() {
		return this.counts.failed().sum();
	}

	/** Who listens, and to what. */
	private record Listening(List<EventQueue> queues, Set<Class<?>> wanted) {
	}

}
