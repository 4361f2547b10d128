package io.entitycache.jpa;

/**
 * What is known of how the database compares the values of a key.
 */
enum TextEquality {

	/** The database takes two values for equal exactly if Java does. */
	JAVA,

	/** The database takes two values for equal exactly if they have the same text. */
	TEXT,

	/** Two values with different texts may be equal for the database. */
	UNKNOWN;

	/** Of a key with both parts. */
	TextEquality and(TextEquality other) {
		return (compareTo(other) >= 0) ? this : other;
	}

}
