package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/**
 * A value in one column, kept as its text and made anew for each copy: for types whose
 * values can be changed although the mapping says nothing of it, or whose equality is not
 * that of their text.
 *
 * @param type the type's name
 * @param text the text form
 * @param isNullable whether {@code null} is a value
 */
record TextPart(String type, TextForm text, boolean isNullable) implements StatePart {

	@Override
	public Object dehydrate(Object value) {
		return this.text.print(value);
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		return (state != null) ? this.text.parse((String) state) : null;
	}

	@Override
	public String describe() {
		return this.type;
	}

	@Override
	public void write(Object value, ByteSink out) {
		out.writeString((String) value);
	}

	@Override
	public Object read(ByteSource in) {
		return in.readString();
	}

}
