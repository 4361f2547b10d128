package io.entitycache.snapshot;

import java.time.Instant;

import io.entitycache.SnapshotExpiry;

import org.springframework.util.StringUtils;

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

	/** How much of a text from a snapshot a failure repeats, in characters. */
	private static final int LONGEST_QUOTE = 200;

	/** A text from a snapshot as a failure repeats it: not at any length. */
	public static String quoted(String text) {
		return StringUtils.truncate(text, LONGEST_QUOTE);
	}

}
