package io.entitycache.tier;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Remembers, for one region, by this process's time when keys were last invalidated, for
 * loads that read a replica: one that begins within the replica's lag after that may
 * still see the row as it was.
 */
final class ReplicaHold {

	/*
	 * Announcements come after the commits they tell of, so counting from when they are
	 * heard is on the safe side. What was announced before this process listened nobody
	 * here has heard, so all keys are held from the start.
	 *
	 * Keys share stripes, as in the fence. There are many more here, as a stripe that was
	 * touched is closed for seconds and not only to loads that have begun.
	 */

	private static final int STRIPES = 1 << 16;

	private final AtomicLongArray stripes = new AtomicLongArray(STRIPES);

	private final long lag;

	private final Ticker ticker;

	private volatile long all;

	ReplicaHold(Duration lag, Ticker ticker) {
		this.lag = lag.toNanos();
		this.ticker = ticker;
		this.all = ticker.read();
		for (int i = 0; i < STRIPES; i++) {
			this.stripes.set(i, this.all);
		}
	}

	void invalidated(Object key) {
		this.stripes.accumulateAndGet(stripe(key), this.ticker.read(), ReplicaHold::later);
	}

	/** For one caller at a time. */
	void invalidatedAll() {
		this.all = later(this.all, this.ticker.read());
	}

	boolean isOver(Object key, long begun) {
		return begun - later(this.stripes.get(stripe(key)), this.all) >= this.lag;
	}

	private static int stripe(Object key) {
		int hash = key.hashCode() * 0x9E3779B9;
		return (hash ^ (hash >>> 16)) & (STRIPES - 1);
	}

	// Times may overflow; their differences don't.
	private static long later(long first, long second) {
		return (second - first > 0) ? second : first;
	}

}
