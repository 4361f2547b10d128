package io.entitycache.jpa;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * What the collection of one owner holds: the ids of its members in their order, of a map
 * with its keys. Immutable.
 */
public final class CollectionState {

	/** Nothing. */
	public static final CollectionState EMPTY = new CollectionState(new Object[0]);

	private final @Nullable Object[] elements;

	CollectionState(@Nullable Object[] elements) {
		this.elements = elements;
	}

	@Nullable Object[] elements() {
		return this.elements;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof CollectionState that && Arrays.deepEquals(this.elements, that.elements);
	}

	@Override
	public int hashCode() {
		return Arrays.deepHashCode(this.elements);
	}

	@Override
	public String toString() {
		return "collection of " + this.elements.length;
	}

}
