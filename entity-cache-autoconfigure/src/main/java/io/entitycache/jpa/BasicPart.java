package io.entitycache.jpa;

import java.util.Iterator;

import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.jspecify.annotations.Nullable;

/**
 * A value in one column.
 *
 * @param form the byte form
 * @param text the text form, if there is one
 * @param copies copies values that can be changed; {@code null} if they cannot
 * @param isNullable whether {@code null} is a value
 */
record BasicPart(ByteForm form, @Nullable TextForm text, @Nullable MutabilityPlan<Object> copies,
		boolean isNullable) implements StatePart {

	@Override
	public @Nullable Object dehydrate(Object value) {
		return (this.copies != null) ? this.copies.deepCopy(value) : value;
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		return (this.copies != null && state != null) ? this.copies.deepCopy(state) : state;
	}

	@Override
	public @Nullable TextForm keyText(Iterator<ColumnEquality> columns) {
		return (this.text != null) ? this.text.comparedAs(columns.next()) : null;
	}

	@Override
	public boolean isImmutable() {
		return this.copies == null;
	}

	@Override
	public String describe() {
		return this.form.describe();
	}

	@Override
	public void write(Object value, ByteSink out) {
		this.form.write(value, out);
	}

	@Override
	public Object read(ByteSource in) {
		return this.form.read(in);
	}

}
