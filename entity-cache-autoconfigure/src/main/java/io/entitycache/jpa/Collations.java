package io.entitycache.jpa;

import java.util.regex.Pattern;

/** How the collations of MariaDB and MySQL compare, by their names. */
final class Collations {

	/*
	 * Of these it is known that plain letters differ in nothing but case, and that no two
	 * of them are taken for one.
	 */
	private static final Pattern CASE = Pattern
		.compile("(utf8(mb[34])?_(general|unicode|unicode_520|uca1400_a[is]|uca1400_nopad_a[is]|0900_a[is]"
				+ "|general_nopad|unicode_nopad|unicode_520_nopad)|latin1_swedish|latin1_swedish_nopad)_ci");

	private Collations() {
	}

	/** Whether blanks at the end are ignored. */
	static boolean isPadded(String collation) {
		return !collation.contains("nopad") && !collation.contains("_0900_") && !collation.equals("binary");
	}

	static ColumnEquality equality(String collation) {
		if (collation.equals("binary") || collation.endsWith("_bin")) {
			return isPadded(collation) ? ColumnEquality.TRAILING_BLANKS : ColumnEquality.JAVA;
		}
		if (!CASE.matcher(collation).matches()) {
			return ColumnEquality.UNKNOWN;
		}
		return isPadded(collation) ? ColumnEquality.CASE_AND_TRAILING_BLANKS : ColumnEquality.CASE;
	}

}
