package io.entitycache.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.entitycache.benchmarks.codec.CodecBenchmark;
import io.entitycache.benchmarks.codec.CodecRow;
import io.entitycache.benchmarks.footprint.MemoryGroup;
import io.entitycache.benchmarks.footprint.StartBenchmark;
import io.entitycache.benchmarks.footprint.StartRow;
import io.entitycache.benchmarks.reads.ColdBenchmark;
import io.entitycache.benchmarks.reads.ColdRow;
import io.entitycache.benchmarks.reads.Level1Benchmark;
import io.entitycache.benchmarks.reads.Level1BulkBenchmark;
import io.entitycache.benchmarks.reads.Level1BulkRow;
import io.entitycache.benchmarks.reads.Level1Row;
import io.entitycache.benchmarks.reads.Level2Benchmark;
import io.entitycache.benchmarks.reads.Level2BulkBenchmark;
import io.entitycache.benchmarks.reads.Level2BulkRow;
import io.entitycache.benchmarks.reads.Level2Row;
import io.entitycache.benchmarks.report.Goal;
import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.JmhGroup;
import io.entitycache.benchmarks.report.Metric;
import io.entitycache.benchmarks.report.Place;
import io.entitycache.benchmarks.report.Results;
import io.entitycache.benchmarks.report.Row;
import io.entitycache.benchmarks.report.Table;
import io.entitycache.benchmarks.report.Variant;
import io.entitycache.benchmarks.stampede.StampedeGroup;
import io.entitycache.benchmarks.sync.SyncGroup;
import io.entitycache.benchmarks.writes.CommitBenchmark;
import io.entitycache.benchmarks.writes.CommitRow;
import io.entitycache.benchmarks.writes.FanOutBenchmark;
import io.entitycache.benchmarks.writes.FanOutRow;

/** Everything that can be measured, with what it is expected to show. */
final class Groups {

	private static final Variant ALL = new Variant("", 1, Map.of());

	private static final Variant ONE = Variant.ofThreads(1);

	private static final Variant TWO = Variant.ofThreads(2);

	private static final Variant EIGHT = Variant.ofThreads(8);

	private static final Variant HUNDRED = Variant.of("100 keys", "size", "100");

	private static final Variant THOUSAND = Variant.of("1,000 keys", "size", "1000");

	private Groups() {
	}

	static List<Group> all() {
		return List.of(level1(), level1Bulk(), level2(), level2Bulk(), codec(), cold(), new StampedeGroup(), commit(),
				fanOut(), new SyncGroup(), new MemoryGroup(), start());
	}

	private static Group level1() {
		Row shared = Level1Row.ENTITY_CACHE_SHARED;
		Row copying = Level1Row.ENTITY_CACHE_COPYING;
		Table table = Table.of(Level1Row.values(), List.of(ONE, TWO), Metric.MEAN, Metric.ALLOCATED)
			.with(ratio("by id, shared: time of Caffeine's", 1.0, shared, Level1Row.CAFFEINE, ONE),
					Goal.atMost(0, "by id, shared: bytes allocated",
							(results) -> results.value(shared, ONE, Metric.ALLOCATED), new Place(shared, ONE)),
					ratio("by id, copying: time of Caffeine's", 1.5, copying, Level1Row.CAFFEINE, ONE),
					ratio("by key attribute, shared: time of by id", 1.8, Level1Row.ENTITY_CACHE_SHARED_BY_SKU, shared,
							ONE),
					ratio("by key attribute, copying: time of by id", 1.8, Level1Row.ENTITY_CACHE_COPYING_BY_SKU,
							copying, ONE),
					Goal.atLeast(1.8, "by id, shared: throughput of two threads, of one's",
							(results) -> 2 / results.ratio(shared, TWO, ONE, Metric.MEAN).median(),
							new Place(shared, ONE), new Place(shared, TWO)))
			.only(TWO, Level1Row.CAFFEINE, Level1Row.MAP, Level1Row.REDISSON, Level1Row.SECOND_LEVEL, shared, copying);
		return JmhGroup.of("level1", Level1Benchmark.class, table);
	}

	private static Group level1Bulk() {
		return JmhGroup.of("level1-bulk", Level1BulkBenchmark.class,
				Table.of(Level1BulkRow.values(), List.of(HUNDRED, THOUSAND), Metric.P50, Metric.P99, Metric.ALLOCATED));
	}

	private static Group level2() {
		Table table = Table
			.of(Level2Row.values(), List.of(ONE, EIGHT), Metric.P50, Metric.P99, Metric.THROUGHPUT, Metric.ALLOCATED)
			.with(ratio("p50 of Lettuce's, 1 thread", 1.08, Level2Row.ENTITY_CACHE, Level2Row.LETTUCE, ONE),
					ratio("p50 of Lettuce's, 8 threads", 1.12, Level2Row.ENTITY_CACHE, Level2Row.LETTUCE, EIGHT))
			.only(EIGHT, Level2Row.LETTUCE, Level2Row.LETTUCE_DECODED, Level2Row.SPRING_JSON, Level2Row.JETCACHE_KRYO,
					Level2Row.REDISSON, Level2Row.ENTITY_CACHE);
		return JmhGroup.of("level2", Level2Benchmark.class, table);
	}

	private static Group level2Bulk() {
		Table table = Table.of(Level2BulkRow.values(), List.of(HUNDRED, THOUSAND), Metric.P50, Metric.P99)
			.with(ratio("p50 of Lettuce's, 100 keys", 1.25, Level2BulkRow.ENTITY_CACHE, Level2BulkRow.LETTUCE, HUNDRED),
					ratio("p50 of Lettuce's, 1,000 keys", 1.25, Level2BulkRow.ENTITY_CACHE, Level2BulkRow.LETTUCE,
							THOUSAND));
		return JmhGroup.of("level2-bulk", Level2BulkBenchmark.class, table);
	}

	private static Group codec() {
		Variant both = Variant.of("both", "direction", "BOTH");
		Table table = Table
			.of(CodecRow.values(),
					List.of(Variant.of("encode", "direction", "ENCODE"), Variant.of("decode", "direction", "DECODE"),
							both),
					Metric.MEAN)
			.with("bytes", (row) -> "%.0f".formatted(((CodecRow) row).size()))
			.with(ratio("encode and decode: time of the hand-written", 1.5, CodecRow.ENTITY_CACHE, CodecRow.HAND, both),
					Goal.atMost(1.15, "bytes of the hand-written",
							(results) -> CodecRow.ENTITY_CACHE.size() / CodecRow.HAND.size()));
		return JmhGroup.of("codec", CodecBenchmark.class, table);
	}

	private static Group cold() {
		Variant single = Variant.of("1 key", "size", "1");
		Table table = Table.of(ColdRow.values(), List.of(HUNDRED, THOUSAND, single), Metric.P50, Metric.P99)
			.with(ratio("p50 of JDBC's, 1,000 keys", 2.0, ColdRow.ENTITY_CACHE, ColdRow.JDBC, THOUSAND));
		return JmhGroup.of("cold", ColdBenchmark.class, table);
	}

	private static Group commit() {
		Map<Row, Double> counted = new HashMap<>();
		Function<Row, Double> scripts = (row) -> counted.computeIfAbsent(row, (one) -> ((CommitRow) one).scripts());
		Table table = Table.of(CommitRow.values(), List.of(ALL), Metric.P50, Metric.P99)
			.with("scripts in Redis", (row) -> "%.2f".formatted(scripts.apply(row)))
			.with(scripts(CommitRow.OFF, 0, scripts), scripts(CommitRow.AFTER_COMMIT, 1, scripts),
					scripts(CommitRow.STRICT, 2, scripts));
		return JmhGroup.of("commit", CommitBenchmark.class, table);
	}

	private static Goal scripts(CommitRow row, int limit, Function<Row, Double> scripts) {
		return Goal.atMost(limit, row.title().replace("**", "") + ": scripts in Redis", (results) -> scripts.apply(row),
				new Place(row, ALL));
	}

	private static Group fanOut() {
		Table table = Table.of(FanOutRow.values(), List.of(ALL), Metric.P50, Metric.P99)
			.with(ratio("p50 of the script's", 1.5, FanOutRow.ENTITY_CACHE, FanOutRow.SCRIPT, ALL), Goal.atMost(1.5,
					"p99 of the script's",
					(results) -> results.ratio(FanOutRow.ENTITY_CACHE, FanOutRow.SCRIPT, ALL, Metric.P99).median(),
					new Place(FanOutRow.ENTITY_CACHE, ALL), new Place(FanOutRow.SCRIPT, ALL)));
		return JmhGroup.of("fan-out", FanOutBenchmark.class, table);
	}

	private static Group start() {
		Table table = Table.of(StartRow.values(), List.of(ALL), Metric.MEAN, Metric.HEAP, Metric.THREADS);
		return JmhGroup.of("start", StartBenchmark.class, table).inFreshProcess();
	}

	private static Goal ratio(String text, double limit, Row row, Row reference, Variant variant) {
		return Goal.atMost(limit, text, (results) -> ofFirstMetric(results, row, reference, variant),
				new Place(row, variant), new Place(reference, variant));
	}

	private static double ofFirstMetric(Results results, Row row, Row reference, Variant variant) {
		double mean = results.ratio(row, reference, variant, Metric.MEAN).median();
		return Double.isNaN(mean) ? results.ratio(row, reference, variant, Metric.P50).median() : mean;
	}

}
