package io.entitycache.read;

import java.time.Duration;
import java.util.stream.IntStream;

import io.entitycache.fixtures.Policies;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RegionPolicyTests {

	@Test
	void jitterOnlyEverShortens() {
		RegionPolicy policy = new RegionPolicy("product", true, Duration.ofSeconds(10), 1, true, Duration.ofSeconds(20),
				Duration.ofSeconds(5), Duration.ZERO, 0.3, true, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO);

		IntStream.range(0, 1_000).forEach((i) -> {
			assertThat(policy.level1Life(false)).isBetween(Duration.ofSeconds(7), Duration.ofSeconds(10));
			assertThat(policy.level2Life(false)).isBetween(Duration.ofSeconds(14), Duration.ofSeconds(20));
			assertThat(policy.level1Life(true)).isBetween(Duration.ofMillis(3_500), Duration.ofSeconds(5));
		});
		assertThat(IntStream.range(0, 20).mapToObj((i) -> policy.level1Life(false)).distinct()).hasSizeGreaterThan(1);
	}

	@Test
	void jitterNeverMakesALifeOfNothing() {
		RegionPolicy policy = new RegionPolicy("product", true, Duration.ofNanos(1), 1, true, Duration.ofNanos(1),
				Duration.ofNanos(1), Duration.ZERO, 0.99, true, Duration.ofSeconds(1), Duration.ZERO, Duration.ZERO);

		assertThat(policy.level1Life(false)).isPositive();
	}

	@Test
	void absenceLivesNoLongerThanAValueAndHasNoGrace() {
		RegionPolicy policy = Policies.of(Duration.ofSeconds(2), Duration.ofSeconds(10), Duration.ofSeconds(60));

		assertThat(policy.level1Life(true)).isEqualTo(Duration.ofSeconds(2));
		assertThat(policy.level2Life(true)).isEqualTo(Duration.ofSeconds(2));
		assertThat(policy.graceOf(true)).isZero();
		assertThat(policy.graceOf(false)).isEqualTo(Duration.ofSeconds(60));
	}

	@Test
	void loadIsLeftToOthersForHalfOfTheLoadTimeoutAtMost() {
		RegionPolicy policy = Policies.loadTimeout(Policies.PLAIN, Duration.ofSeconds(4));

		assertThat(Policies.loadLease(policy, Duration.ofSeconds(1)).loadLease()).hasSeconds(1);
		assertThat(Policies.loadLease(policy, Duration.ofSeconds(3)).loadLease()).hasSeconds(2);
	}

	@Test
	void absenceIsNotRememberedWithoutATime() {
		RegionPolicy policy = Policies.of(Duration.ofSeconds(2), Duration.ZERO, Duration.ZERO);

		assertThat(policy.remembers(true)).isFalse();
		assertThat(policy.remembers(false)).isTrue();
	}

	@Test
	void endlessTimesCanBeAddedUp() {
		Duration endless = Duration.ofSeconds(Long.MAX_VALUE);
		RegionPolicy policy = new RegionPolicy("product", true, endless, 1, true, endless, endless, endless, 0, true,
				endless, endless, endless);

		assertThat(policy.level1Life(false).toNanos() + policy.graceOf(false).toNanos()).isPositive();
		assertThat(policy.loadTimeout().toNanos()).isPositive();
		assertThat(policy.level2Life(true).toMillis()).isPositive();
	}

}
