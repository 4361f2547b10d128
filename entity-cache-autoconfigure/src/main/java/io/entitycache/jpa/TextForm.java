package io.entitycache.jpa;

/** The text form of the values of one type: no two values share one. */
interface TextForm {

	String print(Object value);

	/** Throws a {@link RuntimeException} of any kind if the text is not such a value. */
	Object parse(String text);

}
