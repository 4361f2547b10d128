package io.entitycache.benchmarks.report;

import java.util.Map;

/**
 * A way to run all rows of a group, which gets columns of its own.
 *
 * @param label the heading of its columns
 * @param threads how many threads measure
 * @param parameters parameters of the benchmark, by name
 */
public record Variant(String label, int threads, Map<String, String> parameters) {

	public Variant {
		parameters = Map.copyOf(parameters);
	}

	public static Variant ofThreads(int threads) {
		return new Variant((threads == 1) ? "1 thread" : threads + " threads", threads, Map.of());
	}

	public static Variant of(String label, String parameter, String value) {
		return new Variant(label, 1, Map.of(parameter, value));
	}

}
