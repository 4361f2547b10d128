package io.entitycache.sync;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

import io.entitycache.fixtures.InMemoryCoordination;
import io.entitycache.fixtures.TextCodecs;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentKeysTests {

	private final InMemoryCoordination coordination = new InMemoryCoordination();

	private final RecentKeys<Long> keys = new RecentKeys<>(this.coordination, "product", TextCodecs.KEYS);

	@Test
	void whatIsLeftIsRecalledInOrder() {
		assertThat(this.keys.recall()).isEmpty();
		this.keys.leave(List.of(3L, 1L, -7L));
		assertThat(this.keys.recall()).containsExactly(3L, 1L, -7L);
	}

	@Test
	void emptyCacheForgetsNothing() {
		this.keys.leave(List.of(1L));
		this.keys.leave(List.of());

		assertThat(this.keys.recall()).containsExactly(1L);
	}

	@Test
	void recallIsBounded() {
		this.keys.leave(LongStream.range(0, RecentKeys.MAXIMUM + 10).boxed().toList());

		assertThat(this.keys.recall()).hasSize(RecentKeys.MAXIMUM);
	}

	@Test
	void foreignBytesAreNoKeys() {
		this.coordination.leave("recent:product", new byte[] { 3, 'x' }, Duration.ofMinutes(1));
		assertThat(this.keys.recall()).isEmpty();
		this.coordination.leave("recent:product", new byte[] { 1, '5', 2, 'x', 'y' }, Duration.ofMinutes(1));
		assertThat(this.keys.recall()).containsExactly(5L);
	}

	@Test
	void lostSharedLevelIsNoFailure() {
		this.coordination.down(true);
		this.keys.leave(List.of(1L));

		assertThat(this.keys.recall()).isEmpty();
	}

}
