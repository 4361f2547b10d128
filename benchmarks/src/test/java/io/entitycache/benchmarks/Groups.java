package io.entitycache.benchmarks;

import java.util.List;

import io.entitycache.benchmarks.reads.Level1Benchmark;
import io.entitycache.benchmarks.reads.Level1Row;
import io.entitycache.benchmarks.reads.Level2Benchmark;
import io.entitycache.benchmarks.reads.Level2Row;
import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.JmhGroup;
import io.entitycache.benchmarks.report.Metric;
import io.entitycache.benchmarks.report.Table;
import io.entitycache.benchmarks.report.Variant;

/** Everything that can be measured. */
final class Groups {

	private Groups() {
	}

	static List<Group> all() {
		return List.of(level1(), level2());
	}

	private static Group level1() {
		return JmhGroup.of("level1", Level1Benchmark.class, Table.of(Level1Row.values(),
				List.of(Variant.ofThreads(1), Variant.ofThreads(2)), Metric.MEAN, Metric.ALLOCATED));
	}

	private static Group level2() {
		return JmhGroup.of("level2", Level2Benchmark.class, Table.of(Level2Row.values(),
				List.of(Variant.ofThreads(1), Variant.ofThreads(8)), Metric.P50, Metric.P99, Metric.THROUGHPUT));
	}

}
