package io.entitycache;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * What a level remembers of a key: its value, or that there is none. A {@code null}
 * reference to this type means that the level remembers nothing. Equal if the values are,
 * whatever else a level keeps with them.
 *
 * @param <V> the value's type
 */
public class Cached<V> {

	private static final Cached<?> ABSENT = new Cached<>(null);

	private final @Nullable V value;

	/**
	 * Creates a new instance.
	 * @param value the value, or {@code null} for a remembered absence
	 */
	public Cached(@Nullable V value) {
		this.value = value;
	}

	/** The remembered absence. */
	@SuppressWarnings("unchecked")
	public static <V> Cached<V> absent() {
		return (Cached<V>) ABSENT;
	}

	public static <V> Cached<V> ofNullable(@Nullable V value) {
		return (value != null) ? new Cached<>(value) : absent();
	}

	/** The value, or {@code null} for a remembered absence. */
	public final @Nullable V value() {
		return this.value;
	}

	public final boolean isAbsent() {
		return this.value == null;
	}

	@Override
	public final boolean equals(@Nullable Object other) {
		return other instanceof Cached<?> that && Objects.equals(this.value, that.value);
	}

	@Override
	public final int hashCode() {
		return Objects.hashCode(this.value);
	}

	@Override
	public final String toString() {
		return "Cached[value=" + this.value + "]";
	}

}
