package io.entitycache;

/** How much of a table a sync reads. */
public enum SyncMode {

	/** Every row. */
	FULL,

	/**
	 * The rows that changed since the last sync of this process, if the entity has an
	 * attribute that tells, and every row if it has none or nothing was synced yet.
	 */
	INCREMENTAL

}
