package io.entitycache.benchmarks.sync;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.entitycache.benchmarks.report.Goal;
import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.RunSettings;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.LargeTable;

/**
 * Reads a large table from its first row to its last. The readers take turns in each
 * round, after a few rounds that do not count.
 */
public final class SyncGroup implements Group {

	/* What a reading of the table compiles to machine code is ready by then. */

	private static final int WARM_UPS = 3;

	private static final double LEAST = 0.75;

	private static final double LEAST_OF_BOTH = 0.4;

	private static final double MEGABYTE = 1024 * 1024;

	@Override
	public String name() {
		return "sync";
	}

	@Override
	public String run(RunSettings settings) {
		return LargeTable.during(settings.smoke(), (rows) -> measure(settings));
	}

	private static String measure(RunSettings settings) {
		Map<SyncRow, TableReader> readers = new EnumMap<>(SyncRow.class);
		try {
			for (SyncRow row : SyncRow.values()) {
				readers.put(row, row.open());
			}
			return table(readers, settings);
		}
		finally {
			readers.values().forEach(TableReader::close);
		}
	}

	private static String table(Map<SyncRow, TableReader> readers, RunSettings settings) {
		Map<SyncRow, List<Turn>> turns = new EnumMap<>(SyncRow.class);
		int rounds = settings.smoke() ? 1 : settings.rounds() + WARM_UPS;
		for (int round = 0; round < rounds; round++) {
			boolean counts = round >= WARM_UPS || settings.smoke();
			readers.forEach((row, reader) -> {
				Turn turn = turn(reader);
				if (counts) {
					turns.computeIfAbsent(row, (any) -> new ArrayList<>()).add(turn);
				}
			});
		}
		return format(turns);
	}

	private static Turn turn(TableReader reader) {
		reader.forget();
		System.gc();
		List<MemoryPoolMXBean> heap = ManagementFactory.getMemoryPoolMXBeans()
			.stream()
			.filter((pool) -> pool.getType() == MemoryType.HEAP)
			.toList();
		heap.forEach(MemoryPoolMXBean::resetPeakUsage);
		long start = System.nanoTime();
		long rows = reader.read();
		long nanos = System.nanoTime() - start;
		if (rows != Catalog.current().size()) {
			throw new IllegalStateException("%d rows were read of %d".formatted(rows, Catalog.current().size()));
		}
		long peak = heap.stream().mapToLong((pool) -> pool.getPeakUsage().getUsed()).sum();
		return new Turn(rows * 1e9 / nanos, peak);
	}

	private static String format(Map<SyncRow, List<Turn>> turns) {
		List<String> lines = new ArrayList<>(List.of("| what | ratio | rows/s | peak heap, MB |", "|---|--:|--:|--:|"));
		for (SyncRow row : SyncRow.values()) {
			lines.add(String.format(Locale.ROOT, "| %s | %.2f | %,.0f | %.0f |", row.title(), ratio(turns, row),
					median(turns.get(row).stream().map(Turn::rowsPerSecond).toList()),
					turns.get(row).stream().mapToLong(Turn::peak).max().orElseThrow() / MEGABYTE));
		}
		lines.add("");
		lines.addAll(Goal.HEADING);
		lines.add(Goal.format("rows per second into level 1, of the cursor's", Goal.Bound.AT_LEAST, LEAST,
				ratio(turns, SyncRow.ALONE)));
		lines.add(Goal.format("rows per second into both levels, of the cursor's", Goal.Bound.AT_LEAST, LEAST_OF_BOTH,
				ratio(turns, SyncRow.BOTH)));
		return String.join("\n", lines) + "\n";
	}

	/** Of the cursor's, round by round. */
	private static double ratio(Map<SyncRow, List<Turn>> turns, SyncRow row) {
		List<Double> ratios = new ArrayList<>();
		for (int round = 0; round < turns.get(row).size(); round++) {
			ratios
				.add(turns.get(row).get(round).rowsPerSecond() / turns.get(SyncRow.CURSOR).get(round).rowsPerSecond());
		}
		return median(ratios);
	}

	private static double median(List<Double> values) {
		return values.stream().sorted().skip((values.size() - 1) / 2).findFirst().orElseThrow();
	}

	/**
	 * One reading of the table.
	 *
	 * @param rowsPerSecond how fast it was
	 * @param peak bytes of the heap in use at most, garbage included
	 */
	private record Turn(double rowsPerSecond, long peak) {
	}

}
