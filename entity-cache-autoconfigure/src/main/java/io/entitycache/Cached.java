package io.entitycache;

import org.jspecify.annotations.Nullable;

/**
 * What a level remembers of a key: its value, or that there is none. A {@code null}
 * reference to this type means that the level remembers nothing.
 *
 * @param value the value, or {@code null} for a remembered absence
 * @param <V> the value's type
 */
public record Cached<V>(@Nullable V value) {

	private static final Cached<?> ABSENT = new Cached<>(null);

	/** The remembered absence. */
	@SuppressWarnings("unchecked")
	public static <V> Cached<V> absent() {
		return (Cached<V>) ABSENT;
	}

	public static <V> Cached<V> ofNullable(@Nullable V value) {
		return (value != null) ? new Cached<>(value) : absent();
	}

	public boolean isAbsent() {
		return this.value == null;
	}

}
