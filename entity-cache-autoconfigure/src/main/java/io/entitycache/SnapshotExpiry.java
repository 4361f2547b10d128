package io.entitycache;

/** Whether a snapshot says how long its entries are fresh. */
public enum SnapshotExpiry {

	/** It does not: what is imported is fresh for as long as what is loaded. */
	WITHOUT,

	/**
	 * It does: what has expired is not imported, and what is imported as it is expires
	 * from level 1 when it would have.
	 */
	WITH

}
