package io.entitycache.cluster;

import java.util.concurrent.ExecutorService;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;

/** Lets tests outside this package say where a member's tasks run. */
public final class MemberOnExecutor {

	private MemberOnExecutor() {
	}

	/** A member whose tasks run one at a time on the executor. */
	public static ClusterMember create(AnnouncementLog log, SharedTier shared, SharedView view, Level1Lease lease,
			ServerClock serverClock, Ticker ticker, ClusterMember.Handler handler, ExecutorService executor) {
		return new ClusterMember(log, shared, view, lease, serverClock, ticker, handler, EntityCacheObserver.NOOP,
				executor);
	}

}
