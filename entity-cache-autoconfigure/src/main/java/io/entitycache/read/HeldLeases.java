package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

import io.entitycache.tier.Level2.LoadLease;

/**
 * The leases of the keys that one load has undertaken to load for all processes. Used by
 * one thread.
 *
 * @param <K> the keys' type
 */
final class HeldLeases<K> {

	private final LoadLease lease;

	private final Set<K> keys = new HashSet<>();

	/**
	 * Holds none yet.
	 * @param life how long each of them lives
	 * @param connected whether the load has a connection at hand
	 */
	HeldLeases(Duration life, boolean connected) {
		this.lease = LoadLease.of(ThreadLocalRandom.current().nextLong(), life, connected);
	}

	LoadLease lease() {
		return this.lease;
	}

	boolean isEmpty() {
		return this.keys.isEmpty();
	}

	void add(K key) {
		this.keys.add(key);
	}

	/** They have been given up. */
	void remove(Collection<K> given) {
		given.forEach(this.keys::remove);
	}

	/** Those of the keys that are still held, which from now on they are not. */
	List<K> takeOf(Collection<K> loaded) {
		List<K> held = new ArrayList<>(loaded);
		held.retainAll(this.keys);
		this.keys.removeAll(held);
		return held;
	}

}
