package io.entitycache.benchmarks.sync;

/** Reads the whole table. */
interface TableReader extends AutoCloseable {

	/**
	 * Reads it.
	 * @return the number of rows
	 */
	long read();

	/** Forgets what has been read, before it is read again. */
	void forget();

	@Override
	void close();

}
