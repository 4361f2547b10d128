package io.entitycache.benchmarks.report;

import java.util.List;
import java.util.Locale;

/**
 * One number for each round.
 *
 * @param values the numbers in the order of the rounds
 */
public record Series(List<Double> values) {

	public Series {
		values = List.copyOf(values);
	}

	static double median(List<Double> values) {
		List<Double> sorted = values.stream().sorted().toList();
		if (sorted.isEmpty()) {
			return Double.NaN;
		}
		int middle = sorted.size() / 2;
		return (sorted.size() % 2 == 1) ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
	}

	/** The median. */
	public double median() {
		return median(this.values);
	}

	/** The median, and between which numbers it lies if there are several. */
	String format() {
		if (this.values.isEmpty()) {
			return "";
		}
		String median = format(median());
		if (this.values.size() == 1) {
			return median;
		}
		double least = this.values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
		double most = this.values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
		return "%s (%s to %s)".formatted(median, format(least), format(most));
	}

	static String format(double value) {
		return String.format(Locale.ROOT, (value < 10) ? "%.2f" : "%,.0f", value);
	}

}
