package io.entitycache.read;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import org.jspecify.annotations.Nullable;

/**
 * What all regions of a node have in common.
 *
 * @param fenceClock the order of this node's invalidations
 * @param lease how long level 1 is trusted
 * @param view what is known of the shared state
 * @param shared the shared level, {@code null} if there is none
 * @param serverClock the shared level's time
 * @param ticker the time of this process, in nanoseconds
 * @param hitClock the same for hits of level 1, which may be a little behind
 * @param observer is told the facts
 */
public record NodeContext(FenceClock fenceClock, Level1Lease lease, SharedView view, @Nullable SharedTier shared,
		ServerClock serverClock, Ticker ticker, Ticker hitClock, EntityCacheObserver observer) {

	/** With the same time for all. */
	public NodeContext(FenceClock fenceClock, Level1Lease lease, SharedView view, @Nullable SharedTier shared,
			ServerClock serverClock, Ticker ticker, EntityCacheObserver observer) {
		this(fenceClock, lease, view, shared, serverClock, ticker, ticker, observer);
	}

	/** The right to fill that whatever begins now has, in any region. */
	public FillTicket newTicket() {
		// The fence first: what is invalidated from here on refuses the fill.
		long time = this.fenceClock.now();
		return new FillTicket(time, this.view.position(), null, this.ticker.read());
	}

	/** The same node with another clock for hits. */
	public NodeContext withHitClock(Ticker clock) {
		return new NodeContext(this.fenceClock, this.lease, this.view, this.shared, this.serverClock, this.ticker,
				clock, this.observer);
	}

}
