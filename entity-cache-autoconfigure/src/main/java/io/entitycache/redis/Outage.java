package io.entitycache.redis;

import java.time.Duration;

import io.entitycache.EntityCacheObserver;

/**
 * Tells an observer when a connection that had been there is lost, is opened anew, and is
 * back, each change once. For one thread; times are those of {@link System#nanoTime}.
 */
final class Outage {

	private final EntityCacheObserver observer;

	private boolean hasBeenConnected;

	private boolean lasts;

	private long since;

	private int attempts;

	Outage(EntityCacheObserver observer) {
		this.observer = observer;
	}

	/** There is no connection now; none before the first is missed. */
	void lost(long at) {
		if (this.hasBeenConnected && !this.lasts) {
			this.lasts = true;
			this.since = at;
			this.attempts = 0;
			this.observer.sharedLevelDisconnected();
		}
	}

	/** The connection will be opened anew after the delay. */
	void attempt(Duration delay) {
		if (this.lasts) {
			this.observer.sharedLevelReconnecting(++this.attempts, delay);
		}
	}

	/** There is a connection now. */
	void connected(long at) {
		boolean ends = this.lasts;
		this.hasBeenConnected = true;
		this.lasts = false;
		if (ends) {
			this.observer.sharedLevelReconnected(Duration.ofNanos(Math.max(0, at - this.since)));
		}
	}

}
