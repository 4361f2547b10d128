package io.entitycache.benchmarks.report;

import java.util.Locale;
import java.util.function.Function;

/**
 * What a group is expected to show.
 *
 * @param text the goal in words
 * @param measured the number it is about
 * @param limit the bound
 * @param bound on which side of the bound the number has to be
 */
public record Goal(String text, Function<Results, Double> measured, double limit, Bound bound) {

	public static Goal atMost(double limit, String text, Function<Results, Double> measured) {
		return new Goal(text, measured, limit, Bound.AT_MOST);
	}

	public static Goal atLeast(double limit, String text, Function<Results, Double> measured) {
		return new Goal(text, measured, limit, Bound.AT_LEAST);
	}

	String format(Results results) {
		double value = this.measured.apply(results);
		boolean met = (this.bound == Bound.AT_MOST) ? value <= this.limit : value >= this.limit;
		String verdict = met ? "met" : "missed by %.0f %%".formatted(100 * Math.abs(value / this.limit - 1));
		return String.format(Locale.ROOT, "| %s | %s %s | %s | %s |", this.text,
				(this.bound == Bound.AT_MOST) ? "<=" : ">=", Series.format(this.limit), Series.format(value),
				Double.isNaN(value) ? "not measured" : verdict);
	}

	/** On which side of the limit a number has to be. */
	public enum Bound {

		/** Not above it. */
		AT_MOST,

		/** Not below it. */
		AT_LEAST

	}

}
