package io.entitycache.jpa;

/**
 * Values by their text, for types whose text is as good as anything else.
 *
 * @param describe names the form
 * @param text the text form
 */
record TextBytes(String describe, TextForm text) implements ByteForm {

	@Override
	public void write(Object value, ByteSink out) {
		out.writeString(this.text.print(value));
	}

	@Override
	public Object read(ByteSource in) {
		return this.text.parse(in.readString());
	}

}
