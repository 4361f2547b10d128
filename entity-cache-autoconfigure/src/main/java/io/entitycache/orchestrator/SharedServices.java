package io.entitycache.orchestrator;

import java.time.Duration;

import io.entitycache.cluster.AnnouncementChannel;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.cluster.Coordination;
import io.entitycache.tier.Level2;

/**
 * The faces of the shared level.
 *
 * @param level2 its slots
 * @param log its announcements
 * @param channel their doorbell
 * @param pendingLife how long a pending mark lives, which is the longest time from a
 * transaction's last flush to the end of its commit that is covered
 * @param coordination which node does what one node is enough for
 */
public record SharedServices(Level2 level2, AnnouncementLog log, AnnouncementChannel channel, Duration pendingLife,
		Coordination coordination) {

	/** Without coordination: every node does everything. */
	public SharedServices(Level2 level2, AnnouncementLog log, AnnouncementChannel channel, Duration pendingLife) {
		this(level2, log, channel, pendingLife, Coordination.ALONE);
	}

}
