package io.entitycache.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the rounds of one group have yielded. A ratio is formed within each round, so that
 * a slow minute of the machine is a slow minute for both sides.
 */
public final class Results {

	private final Map<Cell, List<Map<Metric, Double>>> rounds = new HashMap<>();

	void add(String row, Variant variant, Map<Metric, Double> values) {
		this.rounds.computeIfAbsent(new Cell(row, variant), (cell) -> new ArrayList<>()).add(values);
	}

	/** The median over the rounds. */
	public double value(Row row, Variant variant, Metric metric) {
		return Series.median(values(row, variant, metric));
	}

	/** The ratio of two rows, in the same variant. */
	public Series ratio(Row row, Row reference, Variant variant, Metric metric) {
		return ratio(values(row, variant, metric), values(reference, variant, metric));
	}

	/** The ratio of two variants of one row. */
	public Series ratio(Row row, Variant variant, Variant reference, Metric metric) {
		return ratio(values(row, variant, metric), values(row, reference, metric));
	}

	private static Series ratio(List<Double> measured, List<Double> reference) {
		return new Series(IntStream.range(0, Math.min(measured.size(), reference.size()))
			.mapToObj((round) -> measured.get(round) / reference.get(round))
			.toList());
	}

	private List<Double> values(Row row, Variant variant, Metric metric) {
		return this.rounds.getOrDefault(new Cell(row.name(), variant), List.of())
			.stream()
			.map((values) -> values.getOrDefault(metric, Double.NaN))
			.toList();
	}

	private record Cell(String row, Variant variant) {
	}

}
