package io.entitycache.jpa;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The state of an attribute of which the column's value is kept. Of an entity that the
 * application has had there is only the attribute's value.
 */
final class ColumnValue {

	private final ColumnPart part;

	private final @Nullable Object column;

	/** The attribute's value, if all copies can share it, or if there is no other. */
	private @Nullable Object value;

	private ColumnValue(ColumnPart part, @Nullable Object column, @Nullable Object value) {
		this.part = part;
		this.column = column;
		this.value = value;
	}

	/** What a column has. */
	static ColumnValue ofColumn(ColumnPart part, Object column) {
		return new ColumnValue(part, column, null);
	}

	/** What an entity has. */
	static ColumnValue ofInstance(ColumnPart part, Object value) {
		return new ColumnValue(part, null, value);
	}

	/** What the column has, {@code null} if that is not known. */
	@Nullable Object column() {
		return this.column;
	}

	/** The attribute's value, which the caller may change. */
	@Nullable Object value() {
		Object value = this.value;
		if (this.column == null) {
			return this.part.copy(value);
		}
		if (value == null) {
			value = this.part.type().value().apply(this.column);
			if (this.part.copies() == null) {
				// Two threads may both make one, which makes no difference.
				this.value = value;
			}
		}
		return value;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof ColumnValue that && this.column != null && Objects.deepEquals(this.column, that.column);
	}

	@Override
	public int hashCode() {
		return this.part.hashCode();
	}

	@Override
	public String toString() {
		return "value of a column";
	}

}
