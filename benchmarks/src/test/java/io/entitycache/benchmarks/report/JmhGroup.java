package io.entitycache.benchmarks.report;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Servers;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * A group that one JMH class measures. Its parameter {@code row} says which row of the
 * table it is. In each round every row, or every row that decides about a goal, gets a
 * process of its own, one after the other.
 */
public final class JmhGroup implements Group {

	private final String name;

	private final Class<?> benchmark;

	private final Table table;

	private final boolean freshProcess;

	private JmhGroup(String name, Class<?> benchmark, Table table, boolean freshProcess) {
		this.name = name;
		this.benchmark = benchmark;
		this.table = table;
		this.freshProcess = freshProcess;
	}

	public static JmhGroup of(String name, Class<?> benchmark, Table table) {
		return new JmhGroup(name, benchmark, table, false);
	}

	/** The same for what can be measured once in the life of a process. */
	public JmhGroup inFreshProcess() {
		return new JmhGroup(this.name, this.benchmark, this.table, true);
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public String run(RunSettings settings) {
		Results results = new Results();
		List<Variant> variants = settings.smoke() ? this.table.variants().subList(0, 1) : this.table.variants();
		for (int round = 0; round < settings.rounds(); round++) {
			for (Variant variant : variants) {
				List<? extends Row> rows = (round < settings.roundsOfAll()) ? this.table.measured(variant)
						: this.table.decisive(variant);
				if (!rows.isEmpty()) {
					run(settings, variant, rows).forEach((result) -> add(results, variant, result));
				}
			}
		}
		return this.table.format(results);
	}

	private Iterable<RunResult> run(RunSettings settings, Variant variant, List<? extends Row> rows) {
		ChainedOptionsBuilder options = new OptionsBuilder().include(this.benchmark.getName() + "\\.")
			.threads(variant.threads())
			.param("row", rows.stream().map(Row::name).toArray(String[]::new));
		variant.parameters().forEach(options::param);
		settings.apply(options, this.freshProcess);
		options.jvmArgsAppend(processArguments());
		try {
			return new Runner(options.build()).run();
		}
		catch (RunnerException ex) {
			throw new IllegalStateException("The group '%s' does not run".formatted(this.name), ex);
		}
	}

	private static String[] processArguments() {
		List<String> arguments = new ArrayList<>(List.of("-Xms1g", "-Xmx1g"));
		arguments.add("-D%s=%d".formatted(Catalog.ROWS, Catalog.current().size()));
		Servers.current().asProperties().forEach((key, value) -> arguments.add("-D%s=%s".formatted(key, value)));
		return arguments.toArray(String[]::new);
	}

	private void add(Results results, Variant variant, RunResult result) {
		Map<Metric, Double> values = new EnumMap<>(Metric.class);
		this.table.metrics().forEach((metric) -> values.put(metric, metric.of(result)));
		results.add(result.getParams().getParam("row"), variant, values);
	}

}
