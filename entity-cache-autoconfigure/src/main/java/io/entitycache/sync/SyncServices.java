package io.entitycache.sync;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.cluster.Coordination;

/**
 * What the syncs of all caches have in common.
 *
 * @param coordination which node syncs
 * @param ticker the time of this process, in nanoseconds
 * @param observer is told the facts
 * @param marks tell what is older than a sync
 */
public record SyncServices(Coordination coordination, Ticker ticker, EntityCacheObserver observer, SyncMarks marks) {
}
