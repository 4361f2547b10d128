package io.entitycache.tier;

import io.entitycache.Cached;

/**
 * An entry of level 1. Times are nanoseconds of the tier's ticker.
 *
 * @param cached the value or the absence
 * @param fence the fence time of the load it comes from
 * @param loadedAt when the load it comes from began
 * @param freshUntil until when it is fresh
 * @param deadAt from when on it is not used at all
 * @param <V> the value's type
 */
public record LocalEntry<V>(Cached<V> cached, long fence, long loadedAt, long freshUntil, long deadAt) {

	public boolean isFresh(long now) {
		return now - this.freshUntil < 0;
	}

	boolean isDead(long now) {
		return now - this.deadAt >= 0;
	}

}
