package io.entitycache;

import org.jspecify.annotations.Nullable;

/**
 * What came of something that was done with one of several caches.
 *
 * @param <R> the type of the result
 */
public sealed interface CacheOutcome<R extends @Nullable Object> {

	/** Whether it was done. */
	default boolean isSuccess() {
		return this instanceof Success;
	}

	/**
	 * The result.
	 * @throws IllegalStateException if it failed; the failure is the cause
	 */
	R get();

	/**
	 * It was done.
	 *
	 * @param value the result
	 * @param <R> the type of the result
	 */
	record Success<R extends @Nullable Object>(R value) implements CacheOutcome<R> {

		@Override
		public R get() {
			return this.value;
		}

	}

	/**
	 * It failed, or did not end in time.
	 *
	 * @param cache the cache's name
	 * @param failure why; a {@link java.util.concurrent.TimeoutException} if it did not
	 * end in time
	 * @param <R> the type of the result
	 */
	record Failure<R extends @Nullable Object>(String cache, Throwable failure) implements CacheOutcome<R> {

		@Override
		public R get() {
			throw new IllegalStateException("It failed for the entity cache '%s'".formatted(this.cache), this.failure);
		}

	}

}
