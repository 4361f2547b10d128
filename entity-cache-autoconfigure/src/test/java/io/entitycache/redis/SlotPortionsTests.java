package io.entitycache.redis;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class SlotPortionsTests {

	@Test
	void nothingIsNoPortion() {
		assertThat(portions(List.of(), false)).isEmpty();
	}

	@Test
	void portionsKeepTheOrderAndLeaveNothingOut() {
		List<Integer> elements = IntStream.range(0, 1_001).boxed().toList();

		List<List<Integer>> portions = SlotPortions.of(elements, false, (element) -> 1);
		assertThat(portions).hasSize(6).allMatch((portion) -> portion.size() <= 200);
		assertThat(portions.stream().flatMap(List::stream)).containsExactlyElementsOf(elements);
	}

	@Test
	void bytesBoundAPortion() {
		assertThat(portions(List.of(100_000, 100_000, 100_000, 5, 1_000_000, 5, 5), false))
			.containsExactly(List.of(100_000, 100_000), List.of(100_000, 5), List.of(1_000_000), List.of(5, 5));
	}

	@Test
	void slotsOfAClusterAreAlone() {
		assertThat(portions(List.of(1, 2, 3), true)).containsExactly(List.of(1), List.of(2), List.of(3));
	}

	private static List<List<Integer>> portions(List<Integer> sizes, boolean cluster) {
		return SlotPortions.of(sizes, cluster, (size) -> size);
	}

}
