package io.entitycache;

import java.time.Duration;

/**
 * What a sync or a refresh has done. Rows that were not kept cost their next reader a
 * load, and nothing else.
 *
 * @param cache the cache's name
 * @param kind what was done
 * @param rows rows read from the database
 * @param changed rows whose cached state was another, of which nobody had told; every
 * node was told now
 * @param removed cached entities that have no row any more, of which nobody had told;
 * every node was told now
 * @param refused rows that were not kept because a change came between their load and now
 * @param beyondLevel1 rows that level 1 had no room for
 * @param duration how long it took
 */
public record SyncResult(String cache, Kind kind, long rows, long changed, long removed, long refused,
		long beyondLevel1, Duration duration) {

	/** What was done. */
	public enum Kind {

		/** Every row was read. */
		FULL,

		/** The rows that had changed were read. */
		INCREMENTAL,

		/** What level 1 held was loaded anew. */
		REFRESH,

		/**
		 * Another node has read the table into level 2 meanwhile; the rows are those that
		 * were taken into this node's level 1.
		 */
		FOLLOWED

	}

}
