package io.entitycache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ReconnectDelaysTests {

	@Test
	void limitDoublesWithEachFailureUpToTheMaximum() {
		assertThat(limits(ReconnectDelays.DEFAULTS)).containsExactly(100L, 200L, 400L, 800L, 1600L, 2000L, 2000L,
				2000L);
		assertThat(limits(new ReconnectDelays(Duration.ofMillis(10), Duration.ofMillis(35)))).containsExactly(20L, 35L,
				35L, 35L, 35L, 35L, 35L, 35L);
	}

	private static List<Long> limits(ReconnectDelays delays) {
		return IntStream.rangeClosed(1, 8).mapToObj(delays::limit).toList();
	}

	@Test
	void delaysAreSpreadFromTheInitialOneToTheLimit() {
		Random random = new Random(1);

		assertThat(IntStream.range(0, 10_000)
			.mapToLong((i) -> ReconnectDelays.DEFAULTS.after(1, random).toMillis())
			.distinct()
			.sorted()).containsExactlyElementsOf(LongStream.rangeClosed(50, 100).boxed().toList());
	}

	@Test
	void endlessFailuresAndHugeDelaysDoNotOverflow() {
		ReconnectDelays delays = new ReconnectDelays(Duration.ofDays(1), Duration.ofMillis(Long.MAX_VALUE - 1));

		assertThat(delays.limit(Integer.MAX_VALUE)).isEqualTo(Long.MAX_VALUE - 1);
		assertThat(delays.after(Integer.MAX_VALUE, new Random(1))).isPositive();
	}

	@Test
	void equalDelaysLeaveNothingToChance() {
		Duration second = Duration.ofSeconds(1);

		assertThat(new ReconnectDelays(second, second).after(7, new Random())).isEqualTo(second);
	}

	@Test
	void delaysThatContradictEachOtherAreRefused() {
		assertThatIllegalArgumentException().isThrownBy(() -> new ReconnectDelays(Duration.ZERO, Duration.ZERO));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ReconnectDelays(Duration.ofMillis(2), Duration.ofMillis(1)));
	}

}
