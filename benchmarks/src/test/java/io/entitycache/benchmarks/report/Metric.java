package io.entitycache.benchmarks.report;

import java.util.Locale;

import org.openjdk.jmh.results.RunResult;

/** A number that a run yields for each row. Times are nanoseconds. */
public enum Metric {

	/** The mean time. */
	MEAN("mean") {

		@Override
		double of(RunResult result) {
			return result.getPrimaryResult().getScore();
		}

	},

	/** The median time. */
	P50("p50") {

		@Override
		double of(RunResult result) {
			return percentile(result, 50);
		}

	},

	/** The time that one in a hundred exceeds. */
	P99("p99") {

		@Override
		double of(RunResult result) {
			return percentile(result, 99);
		}

	},

	/** Operations in a second by all threads. */
	THROUGHPUT("ops/s") {

		@Override
		double of(RunResult result) {
			return result.getParams().getThreads() * 1e9 / result.getPrimaryResult().getScore();
		}

		@Override
		String format(double value) {
			return number(value);
		}

	},

	/** Bytes allocated by one operation. */
	ALLOCATED("B/op") {

		@Override
		double of(RunResult result) {
			return secondary(result, "gc.alloc.rate.norm");
		}

		@Override
		String format(double value) {
			return number(value);
		}

	},

	/** Live heap at the end. */
	HEAP("live heap, kB") {

		@Override
		double of(RunResult result) {
			return secondary(result, "heapBytes") / 1024;
		}

		@Override
		String format(double value) {
			return number(value);
		}

	},

	/** Threads at the end. */
	THREADS("threads") {

		@Override
		double of(RunResult result) {
			return secondary(result, "threads");
		}

		@Override
		String format(double value) {
			return number(value);
		}

	};

	private final String label;

	Metric(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

	abstract double of(RunResult result);

	String format(double nanos) {
		if (Double.isNaN(nanos)) {
			return "";
		}
		if (nanos < 10_000) {
			return String.format(Locale.ROOT, "%,.0f ns", nanos);
		}
		return (nanos < 10_000_000) ? String.format(Locale.ROOT, "%,.0f µs", nanos / 1e3)
				: String.format(Locale.ROOT, "%,.0f ms", nanos / 1e6);
	}

	private static String number(double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%,.0f", value);
	}

	private static double secondary(RunResult result, String name) {
		return result.getSecondaryResults()
			.keySet()
			.stream()
			.filter((key) -> key.endsWith(name))
			.mapToDouble((key) -> result.getSecondaryResults().get(key).getScore())
			.findAny()
			.orElse(Double.NaN);
	}

	private static double percentile(RunResult result, double rank) {
		return result.getPrimaryResult().getStatistics().getPercentile(rank);
	}

}
