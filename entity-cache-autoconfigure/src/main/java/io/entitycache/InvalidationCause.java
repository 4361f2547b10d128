package io.entitycache;

/** Why entries were removed. */
public enum InvalidationCause {

	/** A committed change of single rows, seen as entity events. */
	ENTITY,

	/** A committed bulk statement (JPQL, Criteria, native SQL). */
	BULK,

	/** A call of {@code evict}, {@code clear} or {@code invalidate}. */
	MANUAL,

	/** An announcement of another node. */
	PEER,

	/** Announcements may have been missed, so all of level 1 was dropped. */
	GAP

}
