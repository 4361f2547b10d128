package io.entitycache.cluster;

import io.entitycache.Invalidation;

/**
 * What a node tells all nodes about one transaction.
 *
 * @param kind what has happened
 * @param transaction the transaction's random id; 0 for what is no transaction
 * @param sender the random id of the node that tells it
 * @param invalidation what it makes stale
 * @param before of {@link Kind#SYNCED} the number below which entries are outdated, else
 * 0
 */
public record Announcement(Kind kind, long transaction, long sender, Invalidation invalidation, long before) {

	public Announcement(Kind kind, long transaction, long sender, Invalidation invalidation) {
		this(kind, transaction, sender, invalidation, 0);
	}

	/** What has happened to the transaction. */
	public enum Kind {

		/**
		 * It is about to commit. Level 1 entries of the keys and of the regions are
		 * dropped, and nobody fills the regions until the second announcement or the end
		 * of the pending time.
		 */
		PENDING,

		/** It has committed, or its outcome is unknown. */
		COMMITTED,

		/**
		 * It has rolled back after a {@link #PENDING}; its regions may be filled again.
		 */
		ROLLED_BACK,

		/**
		 * No transaction: every row of the regions has been read into the shared level.
		 * Entries that are older than that are outdated.
		 */
		SYNCED

	}

}
