package io.entitycache.jpa;

import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.jspecify.annotations.Nullable;

/**
 * An attribute of which the column's value is kept, see {@link ColumnType}. That is read
 * beside the entity and put into the state of its row.
 */
final class ColumnPart implements StatePart {

	private final ColumnType type;

	private final @Nullable TextForm text;

	private final @Nullable MutabilityPlan<Object> copies;

	/**
	 * Creates a part.
	 * @param text the text form of the attribute's values, if there is one
	 * @param copies copies the attribute's values; {@code null} if nobody can change them
	 */
	ColumnPart(ColumnType type, @Nullable TextForm text, @Nullable MutabilityPlan<Object> copies) {
		this.type = type;
		this.text = text;
		this.copies = copies;
	}

	ColumnType type() {
		return this.type;
	}

	@Nullable MutabilityPlan<Object> copies() {
		return this.copies;
	}

	@Nullable Object copy(@Nullable Object value) {
		return (this.copies != null && value != null) ? this.copies.deepCopy(value) : value;
	}

	/** The state of a row's column. */
	@Nullable Object ofColumn(@Nullable Object column) {
		return (column != null) ? ColumnValue.ofColumn(this, column) : null;
	}

	@Override
	public @Nullable Object dehydrate(Object value) {
		Object copy = copy(value);
		return (copy != null) ? ColumnValue.ofInstance(this, copy) : null;
	}

	// The value comes from the column, which is put in later.
	@Override
	public @Nullable Object dehydrateRow(Object value) {
		return null;
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		return (state != null) ? ((ColumnValue) state).value() : this.type.value().apply(null);
	}

	@Override
	public void write(Object state, ByteSink out) {
		Object column = ((ColumnValue) state).column();
		if (column == null) {
			throw new IllegalStateException("The state of an entity does not say what its columns have");
		}
		this.type.form().write(column, out);
	}

	@Override
	public Object read(ByteSource in) {
		return ColumnValue.ofColumn(this, this.type.form().read(in));
	}

	@Override
	public @Nullable TextForm text() {
		return this.text;
	}

	@Override
	public String describe() {
		return "column " + this.type.form().describe();
	}

}
