package io.entitycache.jpa;

/** The text form of the values of one type: no two values share one. */
interface TextForm {

	String print(Object value);

	/** Throws a {@link RuntimeException} of any kind if the text is not such a value. */
	Object parse(String text);

	/**
	 * What the texts of two values say about whether the database compares them equal.
	 */
	default TextEquality equality() {
		return TextEquality.JAVA;
	}

	/**
	 * Whether all values that the database takes for equal to this one are known to have
	 * its text.
	 */
	default boolean isCertain(Object value) {
		return equality() != TextEquality.UNKNOWN;
	}

	/** The text form of values that are kept in a column which is compared like this. */
	default TextForm comparedAs(ColumnEquality column) {
		return (column.equality() == TextEquality.JAVA) ? this : new ComparedText(this, column);
	}

}
