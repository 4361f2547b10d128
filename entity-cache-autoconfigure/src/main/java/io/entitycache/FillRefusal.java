package io.entitycache;

/** Why a loaded value was not admitted to a level. */
public enum FillRefusal {

	/** The key or its region was invalidated after the load began. */
	INVALIDATED,

	/** A writer is about to commit, or has committed and not yet said so. */
	PENDING,

	/** The load took longer than the shared level remembers invalidations. */
	LATE,

	/** The shared level holds a newer entry. */
	OLDER,

	/** The load ran on a snapshot that may be older than what was announced. */
	SNAPSHOT,

	/** The shared level holds something that is not understood. */
	UNKNOWN,

	/** The shared level cannot be reached, or is not believed at the moment. */
	UNAVAILABLE,

	/** The key or the value is too large. */
	SIZE

}
