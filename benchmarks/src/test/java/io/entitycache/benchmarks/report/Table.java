package io.entitycache.benchmarks.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table of ratios.
 *
 * @param rows its rows; the first is 1.00
 * @param variants its groups of columns
 * @param metrics its columns; the ratio is that of the first
 * @param extra a last column that is not measured by time
 * @param goals what it is expected to show
 * @param chosen variants in which not all rows are measured, and those that are
 */
public record Table(List<? extends Row> rows, List<Variant> variants, List<Metric> metrics, Extra extra,
		List<Goal> goals, Map<Variant, List<Row>> chosen) {

	public Table {
		chosen = Map.copyOf(chosen);
	}

	public static Table of(Row[] rows, List<Variant> variants, Metric... metrics) {
		return new Table(List.of(rows), variants, List.of(metrics), Extra.NONE, List.of(), Map.of());
	}

	public Table with(Goal... expected) {
		return new Table(this.rows, this.variants, this.metrics, this.extra, List.of(expected), this.chosen);
	}

	public Table with(String heading, Function<Row, String> column) {
		return new Table(this.rows, this.variants, this.metrics, new Extra(heading, column), this.goals, this.chosen);
	}

	/** Has only some rows measured in a variant. */
	public Table only(Variant variant, Row... measured) {
		Map<Variant, List<Row>> narrowed = new HashMap<>(this.chosen);
		narrowed.put(variant, List.of(measured));
		return new Table(this.rows, this.variants, this.metrics, this.extra, this.goals, narrowed);
	}

	/** The rows that are measured in the variant. */
	List<? extends Row> measured(Variant variant) {
		return this.chosen.getOrDefault(variant, List.copyOf(this.rows));
	}

	/** Those of them that a goal is about, in the order of the table. */
	List<? extends Row> decisive(Variant variant) {
		return measured(variant).stream()
			.filter((row) -> this.goals.stream().anyMatch((goal) -> goal.places().contains(new Place(row, variant))))
			.toList();
	}

	String format(Results results) {
		List<String> lines = new ArrayList<>();
		List<String> headings = headings();
		lines.add("| what | " + String.join(" | ", headings) + " |");
		lines.add("|---|" + "--:|".repeat(headings.size()));
		this.rows.forEach((row) -> lines.add("| " + row.title() + " | " + cells(row, results) + " |"));
		if (!this.goals.isEmpty()) {
			lines.add("");
			lines.addAll(Goal.HEADING);
			this.goals.forEach((goal) -> lines.add(goal.format(results)));
		}
		return String.join("\n", lines) + "\n";
	}

	private List<String> headings() {
		List<String> headings = new ArrayList<>();
		for (Variant variant : this.variants) {
			String label = variant.label().isEmpty() ? "" : variant.label() + ", ";
			headings.add(label + "ratio");
			this.metrics.forEach((metric) -> headings.add(label + metric.label()));
		}
		if (this.extra != Extra.NONE) {
			headings.add(this.extra.heading());
		}
		return headings;
	}

	private String cells(Row row, Results results) {
		List<String> cells = new ArrayList<>();
		for (Variant variant : this.variants) {
			cells.add(results.ratio(row, this.rows.get(0), variant, this.metrics.get(0)).format());
			this.metrics.forEach((metric) -> cells.add(metric.format(results.value(row, variant, metric))));
		}
		if (this.extra != Extra.NONE) {
			cells.add(this.extra.column().apply(row));
		}
		return cells.stream().collect(Collectors.joining(" | "));
	}

	/**
	 * A last column.
	 *
	 * @param heading its heading
	 * @param column what it says of a row
	 */
	public record Extra(String heading, Function<Row, String> column) {

		/** No such column. */
		public static final Extra NONE = new Extra("", (row) -> "");

	}

}
