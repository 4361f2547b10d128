package io.entitycache.benchmarks.writes;

/** Two nodes, of which the second remembers what the first is about to invalidate. */
interface FanOut extends AutoCloseable {

	/** Has the second node remember the row. */
	void remember(Long id);

	/** Whether the second node remembers it. */
	boolean isRemembered(Long id);

	/** Has the first node invalidate it. */
	void invalidate(Long id);

	@Override
	void close();

}
