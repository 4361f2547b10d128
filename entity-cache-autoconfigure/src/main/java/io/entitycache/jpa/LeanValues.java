package io.entitycache.jpa;

import java.math.BigDecimal;

import org.jspecify.annotations.Nullable;

/**
 * Makes values that are equal share memory, where that is cheap: a short text that was
 * seen lately is used again, so that the rows of one category name it once, and a decimal
 * number does without the digits it was made of. That is worth its time where a row comes
 * from the database, and not where it is read from bytes. Attributes whose texts do not
 * repeat are soon left alone. What it remembers is bounded. Safe for use by several
 * threads, which may see the same text twice.
 */
final class LeanValues {

	private static final int TEXTS = 256;

	private static final int LONGEST_TEXT = 32;

	private static final int LONGEST_NUMBER = 18;

	/* After so many texts it is clear whether an attribute's texts repeat. */

	private static final int TRIED = 1024;

	private final Texts[] texts;

	LeanValues(int attributes) {
		this.texts = new Texts[attributes];
		for (int i = 0; i < attributes; i++) {
			this.texts[i] = new Texts();
		}
	}

	/** The same array, with equal values in it. */
	@Nullable Object[] lean(@Nullable Object[] values) {
		for (int i = 0; i < values.length; i++) {
			Object value = values[i];
			if (value instanceof String text) {
				values[i] = this.texts[i].lean(text);
			}
			else if (value instanceof BigDecimal number) {
				values[i] = lean(number);
			}
		}
		return values;
	}

	private static BigDecimal lean(BigDecimal number) {
		if (number.getClass() != BigDecimal.class || number.precision() > LONGEST_NUMBER) {
			return number;
		}
		// Drivers make it of a BigInteger, which it would keep. Its unscaled value is
		// taken without making another one.
		return BigDecimal.valueOf(number.scaleByPowerOfTen(number.scale()).longValue(), number.scale());
	}

	/** The texts of one attribute that were seen lately. */
	private static final class Texts {

		private final @Nullable String[] seen = new String[TEXTS];

		private int asked;

		private int repeated;

		boolean mayRepeat() {
			return this.asked < TRIED || this.repeated >= TRIED / 2;
		}

		String lean(String text) {
			if (text.length() > LONGEST_TEXT || !mayRepeat()) {
				return text;
			}
			int hash = text.hashCode();
			int place = (hash ^ (hash >>> 16)) & (TEXTS - 1);
			String known = this.seen[place];
			boolean same = text.equals(known);
			count(same);
			if (same && known != null) {
				return known;
			}
			this.seen[place] = text;
			return text;
		}

		private void count(boolean same) {
			if (this.asked < TRIED) {
				this.asked++;
				this.repeated += same ? 1 : 0;
			}
		}

	}

}
