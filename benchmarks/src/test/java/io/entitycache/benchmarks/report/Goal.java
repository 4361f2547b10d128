package io.entitycache.benchmarks.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What a group is expected to show.
 *
 * @param text the goal in words
 * @param measured the number it is about
 * @param limit the bound
 * @param bound on which side of the bound the number has to be
 * @param places what it takes to tell
 */
public record Goal(String text, Function<Results, Double> measured, double limit, Bound bound, List<Place> places) {

	/** The head of a table of goals. */
	public static final List<String> HEADING = List.of("| goal | limit | measured | |", "|---|--:|--:|---|");

	/* What disappears in two digits. */

	private static final double ROUNDED = 0.005;

	public static Goal atMost(double limit, String text, Function<Results, Double> measured, Place... places) {
		return new Goal(text, measured, limit, Bound.AT_MOST, List.of(places));
	}

	public static Goal atLeast(double limit, String text, Function<Results, Double> measured, Place... places) {
		return new Goal(text, measured, limit, Bound.AT_LEAST, List.of(places));
	}

	String format(Results results) {
		return format(this.text, this.bound, this.limit, this.measured.apply(results));
	}

	/** The line of a goal, below {@link #HEADING}. */
	public static String format(String text, Bound bound, double limit, double value) {
		return String.format(Locale.ROOT, "| %s | %s %s | %s | %s |", text, (bound == Bound.AT_MOST) ? "<=" : ">=",
				Series.format(limit), Double.isNaN(value) ? "" : Series.format(value), verdict(bound, limit, value));
	}

	private static String verdict(Bound bound, double limit, double value) {
		if (Double.isNaN(value)) {
			return "not measured";
		}
		boolean met = (bound == Bound.AT_MOST) ? value < limit + ROUNDED : value >= limit - ROUNDED;
		return met ? "met" : "missed";
	}

	/** On which side of the limit a number has to be. */
	public enum Bound {

		/** Not above it. */
		AT_MOST,

		/** Not below it. */
		AT_LEAST

	}

}
