package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TestNode;
import io.entitycache.transaction.ChangeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random operations on two nodes against a map: a single read, a bulk read of one key and
 * a bulk read of several are the same.
 */
class BulkEquivalenceTests {

	private static final int KEYS = 12;

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final ManualTicker ticker = new ManualTicker();

	private final RowLoader rows = new RowLoader();

	private final Map<Long, String> model = new HashMap<>();

	private final List<TestNode> nodes = new ArrayList<>();

	private final List<CacheRegion<Long, String>> regions = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8 })
	void bulkAndSingleReadsAgreeWithTheDatabase(long seed) {
		Random random = new Random(seed);
		join();
		join();
		try {
			for (int step = 0; step < 300; step++) {
				int node = random.nextInt(2);
				switch (random.nextInt(10)) {
					case 0 -> write(this.nodes.get(node), random);
					case 1 -> rollBack(this.nodes.get(node), random);
					case 2 -> clear(this.nodes.get(node), random);
					case 3 -> pass(Duration.ofSeconds(random.nextInt(40)));
					case 4 -> pass(Duration.ofMillis(1));
					case 5, 6 -> readSingly(this.regions.get(node), random);
					default -> readInBulk(this.regions.get(node), random);
				}
			}
		}
		finally {
			this.nodes.forEach(TestNode::close);
		}
	}

	private void join() {
		TestNode node = TestNode.of(this.cluster, this.ticker);
		this.regions.add(node.region("product",
				Policies.of(Duration.ofMinutes(1), Duration.ofSeconds(20), Duration.ofSeconds(30))));
		this.nodes.add(node.start());
	}

	private void write(TestNode node, Random random) {
		List<Long> keys = keys(random);
		ChangeSet transaction = node.transaction(invalidation(keys));
		transaction.beforeCommit();
		keys.forEach((key) -> change(key, random));
		transaction.afterCompletion(/* committed= */ true);
		this.nodes.forEach(TestNode::awaitCaughtUp);
	}

	private void rollBack(TestNode node, Random random) {
		ChangeSet transaction = node.transaction(invalidation(keys(random)));
		transaction.afterCompletion(/* committed= */ false);
	}

	private void clear(TestNode node, Random random) {
		for (long key = 0; key < KEYS; key++) {
			change(key, random);
		}
		node.commit(Invalidation.ofRegion("product"));
		this.nodes.forEach(TestNode::awaitCaughtUp);
	}

	private void change(long key, Random random) {
		if (random.nextBoolean()) {
			String value = "v" + random.nextInt();
			this.rows.put(key, value);
			this.model.put(key, value);
		}
		else {
			this.rows.remove(key);
			this.model.remove(key);
		}
	}

	private void pass(Duration time) {
		this.cluster.advance(time);
		this.ticker.advance(time);
		this.nodes.forEach((node) -> {
			node.member().check();
			node.awaitTrusted();
		});
	}

	private void readSingly(CacheRegion<Long, String> region, Random random) {
		for (Long key : keys(random)) {
			Cached<String> expected = Cached.ofNullable(this.model.get(key));
			if (random.nextBoolean()) {
				assertThat(region.read(key, this.rows)).isEqualTo(expected);
			}
			else {
				assertThat(region.readAll(List.of(key), this.rows)).isEqualTo(Map.of(key, expected));
			}
		}
	}

	private void readInBulk(CacheRegion<Long, String> region, Random random) {
		List<Long> keys = keys(random);
		Map<Long, Cached<String>> expected = new LinkedHashMap<>();
		keys.forEach((key) -> expected.put(key, Cached.ofNullable(this.model.get(key))));

		Map<Long, Cached<String>> found = region.readAll(keys, this.rows);

		assertThat(found).isEqualTo(expected);
		assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
	}

	private static List<Long> keys(Random random) {
		return random.longs(1 + random.nextInt(6), 0, KEYS).boxed().toList();
	}

	private static Invalidation invalidation(List<Long> keys) {
		Set<EntryKey> changed = keys.stream()
			.map((key) -> new EntryKey("product", Long.toString(key)))
			.collect(Collectors.toSet());
		return Invalidation.ofKeys(changed);
	}

}
