package io.entitycache.tier;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

import com.github.benmanes.caffeine.cache.Ticker;
import org.jspecify.annotations.Nullable;

/**
 * Remembers, for one region, when keys were last invalidated, so that a load which began
 * earlier cannot bring back what it read.
 */
public final class FillFence {

	/*
	 * Keys share stripes: a stripe's time is that of the last invalidation of any of its
	 * keys, so a collision can refuse a fill that would have been good, and never admits
	 * one that would have been bad. The floor stands for the whole region. A load takes
	 * its time from the clock before it reads anything; an invalidation first advances
	 * the clock, then raises its stripe, then removes the entry. Whoever fills must ask
	 * under the same lock that the removal takes (the map's own lock of that key): either
	 * the fill sees the raised stripe, or the removal comes after the fill.
	 */

	private static final int STRIPES = 1024;

	private final FenceClock clock;

	private final AtomicLongArray stripes = new AtomicLongArray(STRIPES);

	private final @Nullable ReplicaHold hold;

	private volatile long floor;

	/** A fence for loads that see what was committed before they began. */
	public FillFence(FenceClock clock) {
		this(clock, Ticker.disabledTicker(), Duration.ZERO);
	}

	/**
	 * A fence for loads that may be behind.
	 * @param clock the order of this node's invalidations
	 * @param ticker the time of this process
	 * @param replicaLag how far a load may be behind what was committed before it began
	 */
	public FillFence(FenceClock clock, Ticker ticker, Duration replicaLag) {
		this.clock = clock;
		this.hold = replicaLag.isZero() ? null : new ReplicaHold(replicaLag, ticker);
	}

	/** The time that a load has to remember before it reads anything. */
	public long now() {
		return this.clock.now();
	}

	/** Withdraws the right to fill the key from every load that has begun. */
	public void raise(Object key) {
		if (this.hold != null) {
			// First: a load that passes the fence below must find the time.
			this.hold.invalidated(key);
		}
		this.stripes.accumulateAndGet(stripe(key), this.clock.advance(), Math::max);
	}

	/** Withdraws the right to fill any key from every load that has begun. */
	public synchronized void raiseAll() {
		if (this.hold != null) {
			this.hold.invalidatedAll();
		}
		this.floor = Math.max(this.floor, this.clock.advance());
	}

	/** Whether neither the key nor the region was invalidated since that time. */
	public boolean admits(Object key, long time) {
		return time >= this.floor && time >= this.stripes.get(stripe(key));
	}

	/**
	 * Whether a load of the key that began at that time, in nanoseconds, has seen every
	 * change this node has heard of, however far behind it was.
	 */
	public boolean isSettled(Object key, long begun) {
		return this.hold == null || this.hold.isOver(key, begun);
	}

	/** Whether the region as a whole was not invalidated since that time. */
	public boolean admits(long time) {
		return time >= this.floor;
	}

	private static int stripe(Object key) {
		int hash = key.hashCode() * 0x9E3779B9;
		return (hash ^ (hash >>> 16)) & (STRIPES - 1);
	}

}
