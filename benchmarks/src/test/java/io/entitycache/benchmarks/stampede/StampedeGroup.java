package io.entitycache.benchmarks.stampede;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.entitycache.benchmarks.report.Goal;
import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.RunSettings;
import io.entitycache.benchmarks.shop.Catalog;

/** Counts the loads that many callers of one missing row cause. */
public final class StampedeGroup implements Group {

	private static final int CALLERS = 200;

	private static final List<Integer> NODES = List.of(1, 4);

	/** The goal: one and a half loads, and five milliseconds. */
	private static final double LONGEST = Herds.LOAD.toMillis() * 1.5 + 5;

	@Override
	public String name() {
		return "stampede";
	}

	@Override
	public String run(RunSettings settings) {
		int callers = settings.smoke() ? CALLERS / 10 : CALLERS;
		List<Integer> nodes = settings.smoke() ? NODES.subList(0, 1) : NODES;
		List<String> lines = new ArrayList<>();
		lines.add("| what" + headings(nodes) + " |");
		lines.add("|---" + "|--:".repeat(2 * nodes.size()) + "|");
		List<String> goals = new ArrayList<>();
		for (StampedeRow row : StampedeRow.values()) {
			StringBuilder line = new StringBuilder("| " + row.title());
			for (int count : nodes) {
				Stampede worst = worst(row, count, callers, settings.rounds());
				line.append(" | %d | %d ms".formatted(worst.loads(), worst.slowest().toMillis()));
				if (row == StampedeRow.ENTITY_CACHE) {
					goals.addAll(goals("loads per node", count, worst.loads() / (double) count, worst));
				}
				else if (row == StampedeRow.ENTITY_CACHE_LEASE) {
					goals.addAll(goals("load lease, loads in all", count, worst.loads(), worst));
				}
			}
			lines.add(line + " |");
		}
		lines.add("");
		lines.addAll(Goal.HEADING);
		lines.addAll(goals);
		return String.join("\n", lines) + "\n";
	}

	private static List<String> goals(String what, int nodes, double loads, Stampede worst) {
		return List.of(Goal.format("%s: %s".formatted(of(nodes), what), Goal.Bound.AT_MOST, 1, loads),
				Goal.format("%s: ms until the slowest caller is answered".formatted(of(nodes)), Goal.Bound.AT_MOST,
						LONGEST, worst.slowest().toMillis()));
	}

	private static String of(int nodes) {
		return (nodes == 1) ? "1 node" : nodes + " nodes";
	}

	private static String headings(List<Integer> nodes) {
		StringBuilder headings = new StringBuilder();
		for (Integer count : nodes) {
			headings.append(" | %1$s, loads | %1$s, slowest caller".formatted(of(count)));
		}
		return headings.toString();
	}

	/** The worst of the rounds; the first, in which everything is new, does not count. */
	private static Stampede worst(StampedeRow row, int nodes, int callers, int rounds) {
		try (Herd herd = row.open(nodes)) {
			Long[] ids = Catalog.current().ids();
			Stampede.of(herd, ids[0], callers);
			List<Stampede> stampedes = new ArrayList<>();
			for (int round = 1; round <= rounds; round++) {
				stampedes.add(Stampede.of(herd, ids[round], callers));
			}
			long loads = stampedes.stream().mapToLong(Stampede::loads).max().orElseThrow();
			Duration slowest = stampedes.stream().map(Stampede::slowest).max(Comparator.naturalOrder()).orElseThrow();
			return new Stampede(loads, slowest);
		}
	}

}
