package io.entitycache.benchmarks;

import java.util.List;

import io.entitycache.benchmarks.reads.BulkBenchmark;
import io.entitycache.benchmarks.report.Group;
import io.entitycache.benchmarks.report.RunSettings;
import io.entitycache.benchmarks.shop.Catalog;
import io.entitycache.benchmarks.shop.Servers;
import io.entitycache.benchmarks.shop.Shop;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs every row of every group once, on a small table: it compiles, it runs, and its
 * answers are those of the table.
 */
class BenchmarkSmokeTests {

	@BeforeAll
	static void startServers() {
		System.setProperty("jmh.ignoreLock", "true");
		System.setProperty(Catalog.ROWS, "300");
		System.setProperty(BulkBenchmark.BATCHES, "2");
		System.setProperty(Shop.SHARED, "true");
		Servers.start();
	}

	static List<Group> groups() {
		return Groups.all();
	}

	@ParameterizedTest
	@MethodSource("groups")
	void everyRowOfEveryGroupAnswersRightly(Group group) {
		String table = group.run(RunSettings.SMOKE);

		assertThat(table.lines().filter((line) -> line.startsWith("|"))).hasSizeGreaterThan(3)
			.noneMatch((line) -> line.contains("null"));
	}

}
