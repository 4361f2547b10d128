package io.entitycache.tier;

import org.jspecify.annotations.Nullable;

/**
 * The way to an entry of level 1, past the map. It ends at the moment the entry leaves
 * the map, so that nobody finds by it what was evicted, and nothing is kept in memory by
 * it.
 *
 * @param <V> the entry's value's type
 */
public final class LocalLink<V> {

	private static final LocalLink<?> ENDED = new LocalLink<>(null);

	private volatile @Nullable LocalEntry<V> entry;

	LocalLink(@Nullable LocalEntry<V> entry) {
		this.entry = entry;
	}

	/** One that leads nowhere any more. */
	@SuppressWarnings("unchecked")
	static <V> LocalLink<V> ended() {
		return (LocalLink<V>) ENDED;
	}

	/** The entry, {@code null} if level 1 does not hold it any more. */
	@Nullable LocalEntry<V> entry() {
		return this.entry;
	}

	void end() {
		this.entry = null;
	}

}
