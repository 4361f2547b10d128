package io.entitycache.tier;

import java.util.concurrent.atomic.AtomicLongArray;

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

	private volatile long floor;

	public FillFence(FenceClock clock) {
		this.clock = clock;
	}

	/** The time that a load has to remember before it reads anything. */
	public long now() {
		return this.clock.now();
	}

	/** Withdraws the right to fill the key from every load that has begun. */
	public void raise(Object key) {
		this.stripes.accumulateAndGet(stripe(key), this.clock.advance(), Math::max);
	}

	/** Withdraws the right to fill any key from every load that has begun. */
	public synchronized void raiseAll() {
		this.floor = Math.max(this.floor, this.clock.advance());
	}

	/** Whether neither the key nor the region was invalidated since that time. */
	public boolean admits(Object key, long time) {
		return time >= this.floor && time >= this.stripes.get(stripe(key));
	}

	/** Whether the region as a whole was not invalidated since that time. */
	boolean admits(long time) {
		return time >= this.floor;
	}

	private static int stripe(Object key) {
		int hash = key.hashCode() * 0x9E3779B9;
		return (hash ^ (hash >>> 16)) & (STRIPES - 1);
	}

}
