package io.entitycache.jpa;

import java.util.Iterator;

import org.jspecify.annotations.Nullable;

/**
 * One part of an entity: turns its value into state and back. State is immutable, or
 * private to the {@link EntityState} that holds it. The byte form is that of the state.
 */
interface StatePart extends ByteForm {

	/** The state of a value. */
	@Nullable Object dehydrate(Object value);

	/**
	 * The state of a value that was read from a row, before the application has had it.
	 */
	default @Nullable Object dehydrateRow(Object value) {
		return dehydrate(value);
	}

	/**
	 * The value of a state, sharing nothing that can be changed with it.
	 * @param state the state, or {@code null}
	 * @param owner the entity the value will belong to
	 * @param id the id of the owner
	 */
	@Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id);

	/** Whether the state is the value itself, as nobody can change it. */
	default boolean isImmutable() {
		return false;
	}

	/**
	 * Whether the state can take a further statement to find out, so that it is found out
	 * when the statement that has read the row is done.
	 */
	default boolean isLate() {
		return false;
	}

	/** The byte form without a detour; the same as this part's own. */
	default ByteForm form() {
		return this;
	}

	/** Whether {@code null} is a value. */
	default boolean isNullable() {
		return true;
	}

	/** The text form of the values, {@code null} if they have none. */
	default @Nullable TextForm text() {
		return null;
	}

	/**
	 * The text form of the values as keys: values that are known to be equal for the
	 * database have the same text.
	 * @param columns how the database compares the columns of the values, in order
	 */
	default @Nullable TextForm keyText(Iterator<ColumnEquality> columns) {
		return text();
	}

}
