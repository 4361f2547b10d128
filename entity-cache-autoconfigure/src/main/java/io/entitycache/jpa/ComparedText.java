package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/**
 * The text form of values that the database compares in another way than Java: values
 * that are equal for the database have the same text.
 *
 * @param form the text form of the values
 * @param column how the database compares them
 */
record ComparedText(TextForm form, ColumnEquality column) implements TextForm {

	@Override
	public String print(Object value) {
		Object canonical = canonical(value);
		return this.form.print((canonical != null) ? canonical : value);
	}

	@Override
	public Object parse(String text) {
		Object value = this.form.parse(text);
		Object canonical = canonical(value);
		return (canonical != null) ? canonical : value;
	}

	private @Nullable Object canonical(Object value) {
		return this.column.canonical().apply(value);
	}

	@Override
	public TextEquality equality() {
		return this.column.equality();
	}

	@Override
	public boolean isCertain(Object value) {
		return equality() != TextEquality.UNKNOWN && canonical(value) != null;
	}

}
