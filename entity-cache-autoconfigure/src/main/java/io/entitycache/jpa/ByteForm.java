package io.entitycache.jpa;

/** The byte form of the values of one type, {@code null} excluded. */
interface ByteForm {

	/** Names the form; another form has another name. */
	String describe();

	void write(Object value, ByteSink out);

	/**
	 * Throws a {@link RuntimeException} of any kind if the bytes are not such a value.
	 */
	Object read(ByteSource in);

	/**
	 * Whether everything that can be read has the class of the values that are written,
	 * and no other, so that it can be assigned wherever they can.
	 */
	default boolean isExact() {
		return false;
	}

}
