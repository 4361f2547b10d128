package io.entitycache;

/** Where an answer came from. */
public enum Level {

	/** The memory of this process. */
	LEVEL1,

	/** The memory that all processes share. */
	LEVEL2,

	/** The database. */
	DATABASE

}
