package io.entitycache.read;

import java.util.Collection;
import java.util.Map;

/**
 * Reads values from the database, for one region.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public interface Loader<K, V> {

	/**
	 * How far the values of a load by the current thread, in its current transaction, may
	 * be used. Asked before {@link #load}.
	 */
	Snapshot snapshot();

	/**
	 * The values of the keys that have one. Runs on the caller's thread.
	 * @param keys the keys, never empty, without duplicates
	 * @param ticket the right to fill that goes with this load, for loaders that come by
	 * values of another region as well
	 */
	Map<K, V> load(Collection<K> keys, FillTicket ticket);

	/**
	 * Runs the action when the current transaction has committed, and not at all if it
	 * does not. Only called for {@link Snapshot#IN_WRITING_TRANSACTION}.
	 */
	void whenCommitted(Runnable action);

	/** What a load sees. */
	enum Snapshot {

		/** What was committed before it began: own statement, own transaction. */
		FRESH,

		/** As {@link #FRESH}, but it shares the fate of the caller's transaction. */
		FRESH_IN_TRANSACTION,

		/**
		 * What was committed before it began, and what the caller's transaction may have
		 * written by means that nobody sees: for the caller alone until it commits.
		 */
		IN_WRITING_TRANSACTION,

		/**
		 * Something older or uncommitted: it may be given to the caller, and to nobody
		 * else.
		 */
		OWN;

		/** Whether callers on other threads may be given the result at once. */
		boolean isShareable() {
			return this == FRESH || this == FRESH_IN_TRANSACTION;
		}

	}

}
