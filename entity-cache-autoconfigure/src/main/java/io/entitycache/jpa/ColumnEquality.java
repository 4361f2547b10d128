package io.entitycache.jpa;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * How the database compares the values of one column.
 *
 * @param equality what is known
 * @param canonical from a value to the one that stands for all values which the database
 * takes for equal to it
 */
record ColumnEquality(TextEquality equality, Canonical canonical) {

	/** As Java. */
	static final ColumnEquality JAVA = new ColumnEquality(TextEquality.JAVA, (value) -> value);

	/** Not known. */
	static final ColumnEquality UNKNOWN = new ColumnEquality(TextEquality.UNKNOWN, (value) -> value);

	/** Texts byte by byte, but for blanks at the end. */
	static final ColumnEquality TRAILING_BLANKS = new ColumnEquality(TextEquality.TEXT,
			(value) -> withoutTrailingBlanks((String) value));

	/**
	 * Texts without regard to case. Of letters beyond ASCII no two collations say the
	 * same, so that a text with one of them is not sure.
	 */
	static final ColumnEquality CASE = new ColumnEquality(TextEquality.TEXT,
			(value) -> isPlain((String) value) ? lower((String) value) : null);

	/** The same, but for blanks at the end. */
	static final ColumnEquality CASE_AND_TRAILING_BLANKS = new ColumnEquality(TextEquality.TEXT,
			(value) -> isPlain((String) value) ? lower(withoutTrailingBlanks((String) value)) : null);

	private static final int LARGEST_EXPONENT = 40;

	private static final int NANO_DIGITS = 9;

	/**
	 * Decimal numbers by their value.
	 * @param scale digits behind the point that the column keeps, {@code null} if all; a
	 * number with more is not sure, as the database rounds it when it is stored
	 */
	static ColumnEquality ofDecimals(@Nullable Integer scale) {
		return new ColumnEquality(TextEquality.TEXT, (value) -> canonical((BigDecimal) value, scale));
	}

	/**
	 * Times.
	 * @param digits digits of the seconds' fraction that the column keeps; a time with
	 * more is not sure, as some databases round it and others cut it
	 */
	static ColumnEquality ofTimes(int digits) {
		int step = (int) Math.pow(10, NANO_DIGITS - Math.min(digits, NANO_DIGITS));
		return new ColumnEquality(TextEquality.TEXT, (value) -> isKept(value, step) ? value : null);
	}

	private static @Nullable BigDecimal canonical(BigDecimal value, @Nullable Integer scale) {
		BigDecimal stripped = value.stripTrailingZeros();
		if (scale != null && stripped.scale() > scale) {
			return null;
		}
		// Easier to read, unless it is long.
		return (stripped.scale() < 0 && stripped.scale() >= -LARGEST_EXPONENT) ? stripped.setScale(0) : stripped;
	}

	private static boolean isKept(Object time, int step) {
		if (((TemporalAccessor) time).get(ChronoField.NANO_OF_SECOND) % step != 0) {
			return false;
		}
		// The driver may be given a time of the default zone, in which some do not exist.
		return time instanceof Instant
				|| !ZoneId.systemDefault().getRules().getValidOffsets((LocalDateTime) time).isEmpty();
	}

	private static String withoutTrailingBlanks(String text) {
		int end = text.length();
		while (end > 0 && text.charAt(end - 1) == ' ') {
			end--;
		}
		return text.substring(0, end);
	}

	private static String lower(String text) {
		return text.toLowerCase(Locale.ROOT);
	}

	private static boolean isPlain(String text) {
		return text.chars().allMatch((next) -> next >= ' ' && next <= '~');
	}

	/** Finds the value that stands for all equal ones. */
	@FunctionalInterface
	interface Canonical {

		/** That value, {@code null} if it is not sure which values are equal. */
		@Nullable Object apply(Object value);

	}

}
