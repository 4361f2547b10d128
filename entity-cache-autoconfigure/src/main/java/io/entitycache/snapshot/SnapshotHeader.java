package io.entitycache.snapshot;

import java.time.Instant;

import io.entitycache.SnapshotExpiry;

/**
 * The first line of a cache's snapshot.
 *
 * @param cache the cache's name
 * @param entity the entity's name
 * @param schema stands for the attributes and their forms
 * @param expiry whether entries say how long they are fresh
 * @param exportedAt when it was made
 */
public record SnapshotHeader(String cache, String entity, String schema, SnapshotExpiry expiry, Instant exportedAt) {

	/** The version of the format. */
	static final int FORMAT = 1;

}
