package io.entitycache.read;

import java.time.Duration;

/**
 * Has what is read loaded anew in the background before its time is over. Never blocks a
 * reader, and asks for no more than its worker takes.
 *
 * @param <K> the keys' type
 */
public final class RefreshAhead<K> {

	private final long margin;

	private final Worker<K> worker;

	/**
	 * Creates one.
	 * @param ttl the time an entry of level 1 is fresh
	 * @param after the age from which on it is loaded anew
	 * @param worker loads keys anew
	 */
	public RefreshAhead(Duration ttl, Duration after, Worker<K> worker) {
		// By what is left of an entry's time: one that came from level 2 is older than
		// its place in level 1.
		this.margin = ttl.minus(after).toNanos();
		this.worker = worker;
	}

	/**
	 * The key was read.
	 * @param freshFor time it is still fresh, in nanoseconds
	 */
	void hit(K key, long freshFor) {
		if (freshFor <= this.margin) {
			this.worker.take(key);
		}
	}

	/**
	 * The key was read in its grace.
	 * @return whether it is being loaded, so that the reader needs not
	 */
	boolean stale(K key) {
		return this.worker.take(key);
	}

	/**
	 * Loads keys anew in the background.
	 *
	 * @param <K> the keys' type
	 */
	public interface Worker<K> {

		/**
		 * Loads the key soon, at once or not at all, but never on the caller's thread.
		 * @return whether it does, or is already at it
		 */
		boolean take(K key);

	}

}
