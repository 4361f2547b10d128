package io.entitycache;

import java.util.Optional;

/**
 * What a cache knows of a key without asking the database: the value, that there is none,
 * or nothing.
 *
 * @param <T> the value's type
 */
public sealed interface Lookup<T> {

	/** The value, if it is cached. */
	Optional<T> value();

	/** Whether the cache knows the answer, be it a value or an absence. */
	default boolean isKnown() {
		return !(this instanceof NotLoaded);
	}

	/**
	 * The value is cached.
	 *
	 * @param entity the caller's own copy
	 * @param <T> the value's type
	 */
	record Present<T>(T entity) implements Lookup<T> {

		@Override
		public Optional<T> value() {
			return Optional.of(this.entity);
		}

	}

	/**
	 * The cache remembers that there is no such row.
	 *
	 * @param <T> the value's type
	 */
	record Absent<T>() implements Lookup<T> {

		@Override
		public Optional<T> value() {
			return Optional.empty();
		}

	}

	/**
	 * The cache does not know.
	 *
	 * @param <T> the value's type
	 */
	record NotLoaded<T>() implements Lookup<T> {

		@Override
		public Optional<T> value() {
			return Optional.empty();
		}

	}

}
