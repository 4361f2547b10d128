package io.entitycache;

/** Why level 1 dropped an entry that nobody had called stale. */
public enum EvictionCause {

	/** There was no room. */
	SIZE,

	/** Its time was over, its grace included. */
	EXPIRED

}
