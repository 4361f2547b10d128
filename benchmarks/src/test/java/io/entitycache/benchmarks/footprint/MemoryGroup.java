package io.entitycache.benchmarks.footprint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

import io.entitycache.benchmarks.report.Goal;
import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.RunSettings;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.LargeTable;
import org.openjdk.jol.info.GraphLayout;

/** How much memory a cached row takes, on a table that is ten times as large. */
public final class MemoryGroup implements Group {

	private static final int SAMPLE = 100;

	private static final int COLLECTIONS = 4;

	/** The goal for a row of ours, and what Caffeine took when it was set. */
	private static final double LIMIT = 700.0 / 673;

	@Override
	public String name() {
		return "memory";
	}

	@Override
	public String run(RunSettings settings) {
		return LargeTable.during(settings.smoke(), (rows) -> table(rows, settings.smoke() ? 1 : COLLECTIONS));
	}

	private static String table(int rows, int collections) {
		// What libraries allocate once is not part of it.
		MemoryRow.CAFFEINE.bytesPerRow(rows, collections);
		double caffeine = MemoryRow.CAFFEINE.bytesPerRow(rows, collections);
		double ours = MemoryRow.ENTITY_CACHE.bytesPerRow(rows, collections);
		List<String> lines = new ArrayList<>();
		lines.add("| what | ratio | bytes per row |");
		lines.add("|---|--:|--:|");
		lines.add(line("the entity alone, as JOL counts it", bareEntity(), caffeine));
		for (MemoryRow row : MemoryRow.values()) {
			double bytes = switch (row) {
				case CAFFEINE -> caffeine;
				case ENTITY_CACHE -> ours;
				default -> row.bytesPerRow(rows, collections);
			};
			lines.add(line(row.title(), bytes, caffeine));
		}
		lines.add("");
		lines.addAll(Goal.HEADING);
		lines.add(Goal.format("bytes per row, of Caffeine's", Goal.Bound.AT_MOST, LIMIT, ours / caffeine));
		return String.join("\n", lines) + "\n";
	}

	private static String line(String title, double bytes, double caffeine) {
		return String.format(Locale.ROOT, "| %s | %.2f | %,.0f |", title, bytes / caffeine, bytes);
	}

	private static double bareEntity() {
		Object[] products = LongStream.rangeClosed(1, SAMPLE).mapToObj(Catalog::product).toArray();
		return GraphLayout.parseInstance(products).totalSize() / (double) SAMPLE;
	}

}
