package io.entitycache.tier;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The logical time of this node: it advances with every invalidation and never stands for
 * anything but their order. One clock serves all regions, so that one token covers a load
 * that fills several of them.
 */
public final class FenceClock {

	private final AtomicLong time = new AtomicLong(1);

	/** The time now: invalidations that are raised later have a later time. */
	public long now() {
		return this.time.get();
	}

	long advance() {
		return this.time.incrementAndGet();
	}

}
