package io.entitycache.orchestrator;

import io.entitycache.cluster.AnnouncementChannel;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.tier.Level2;

/**
 * The three faces of the shared level.
 *
 * @param level2 its slots
 * @param log its announcements
 * @param channel their doorbell
 */
public record SharedServices(Level2 level2, AnnouncementLog log, AnnouncementChannel channel) {
}
