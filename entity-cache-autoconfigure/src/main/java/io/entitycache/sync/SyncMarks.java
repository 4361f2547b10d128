package io.entitycache.sync;

/**
 * Lets a sync tell all nodes that what they had before it began is outdated.
 */
@FunctionalInterface
public interface SyncMarks {

	/** There is nobody to tell. */
	SyncMarks NONE = (region) -> () -> {
	};

	/**
	 * Marks the begin of a sync, before it reads anything. Waits, within bounds, until
	 * whatever is loaded here from now on can be told from what was loaded before.
	 * @return to be run when every row has been read and kept
	 */
	Runnable begin(String region);

}
