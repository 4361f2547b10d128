package io.entitycache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How fresh the level 1 entry of a key is.
 *
 * @param state what there is
 * @param timeToLive time until it is no longer fresh, {@code null} if nothing is cached
 * or it is no longer fresh
 */
public record Freshness(State state, @Nullable Duration timeToLive) {

	/** What level 1 has for a key. */
	public enum State {

		/** A value within its time to live. */
		FRESH,

		/** A value past its time to live, within its grace. */
		STALE,

		/** A remembered absence within its time to live. */
		ABSENT,

		/** Nothing. */
		NOT_CACHED

	}

}
