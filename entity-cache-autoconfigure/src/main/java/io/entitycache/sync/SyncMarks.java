package io.entitycache.sync;

/**
 * What a sync says to all nodes: that what they had before it began is outdated.
 */
public interface SyncMarks {

	/** There is nobody to tell. */
	SyncMarks NONE = new SyncMarks() {

		@Override
		public Runnable begin(String region) {
			return () -> {
			};
		}

		@Override
		public void awaitApplied() {
		}

	};

	/**
	 * Marks the begin of a sync, before it reads anything. Waits, within bounds, until
	 * whatever is loaded here from now on can be told from what was loaded before.
	 * @return to be run when every row has been read and kept
	 */
	Runnable begin(String region);

	/**
	 * Waits, within bounds, until everything is applied here that is known to have been
	 * announced. What is loaded before that is refused by the tombstones of it.
	 */
	void awaitApplied();

}
