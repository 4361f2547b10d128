package io.entitycache.tier;

import java.time.Duration;
import java.util.stream.LongStream;

import io.entitycache.fixtures.ManualTicker;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FillFenceTests {

	private final FenceClock clock = new FenceClock();

	private final FillFence fence = new FillFence(this.clock);

	@Test
	void loadThatBeganBeforeAnInvalidationOfItsKeyIsNotAdmitted() {
		long before = this.fence.now();
		this.fence.raise("a");

		assertThat(this.fence.admits("a", before)).isFalse();
		assertThat(this.fence.admits("a", this.fence.now())).isTrue();
	}

	@Test
	void loadThatMayBeBehindIsNotSettledUntilTheLagHasPassed() {
		Duration lag = Duration.ofSeconds(3);
		ManualTicker ticker = new ManualTicker();
		FillFence behind = new FillFence(this.clock, ticker, lag);
		assertThat(behind.isSettled("a", ticker.read())).isFalse();
		ticker.advance(lag);
		assertThat(behind.isSettled("a", ticker.read())).isTrue();
		behind.raise("a");
		ticker.advance(lag.minusNanos(1));

		assertThat(behind.isSettled("a", ticker.read())).isFalse();
		assertThat(behind.isSettled("b", ticker.read())).isTrue();
		ticker.advance(Duration.ofNanos(1));
		assertThat(behind.isSettled("a", ticker.read())).isTrue();
		behind.raiseAll();
		assertThat(behind.isSettled("b", ticker.read())).isFalse();
		assertThat(this.fence.isSettled("a", ticker.read())).isTrue();
	}

	@Test
	void manyChangesOfOtherKeysDoNotHoldMuch() {
		ManualTicker ticker = new ManualTicker();
		FillFence behind = new FillFence(this.clock, ticker, Duration.ofSeconds(3));
		ticker.advance(Duration.ofSeconds(3));
		for (long key = 0; key < 5_000; key++) {
			behind.raise(key);
		}

		assertThat(LongStream.range(10_000, 20_000).filter((key) -> behind.isSettled(key, ticker.read())).count())
			.isGreaterThan(8_500);
		assertThat(LongStream.range(0, 5_000).filter((key) -> behind.isSettled(key, ticker.read()))).isEmpty();
	}

	@Test
	void otherKeysAreAdmitted() {
		long before = this.fence.now();
		this.fence.raise(1L);

		assertThat(this.fence.admits(2L, before)).isTrue();
		assertThat(this.fence.admits(before)).isTrue();
	}

	@Test
	void loadThatBeganBeforeTheRegionWasInvalidatedIsNotAdmitted() {
		long before = this.fence.now();
		this.fence.raiseAll();

		assertThat(this.fence.admits("a", before)).isFalse();
		assertThat(this.fence.admits(before)).isFalse();
		assertThat(this.fence.admits("a", this.fence.now())).isTrue();
	}

	@Test
	void keysThatShareAStripeRefuseTooMuchAndNeverTooLittle() {
		long before = this.fence.now();
		this.fence.raise(5L);

		long admitted = 0;
		for (long key = 0; key < 10_000; key++) {
			admitted += this.fence.admits(key, before) ? 1 : 0;
		}

		assertThat(admitted).isBetween(9_900L, 9_999L);
	}

	@Test
	void oneClockOrdersTheInvalidationsOfAllRegions() {
		FillFence other = new FillFence(this.clock);
		long before = this.fence.now();
		other.raise("a");
		long between = this.fence.now();
		this.fence.raise("a");

		assertThat(between).isGreaterThan(before);
		assertThat(this.fence.admits("a", between)).isFalse();
		assertThat(other.admits("a", between)).isTrue();
	}

	@Test
	void invalidationIsNeverTakenBackByAnEarlierOne() {
		this.fence.raise("a");
		long between = this.fence.now();
		this.fence.raise("a");
		this.fence.raiseAll();

		assertThat(this.fence.admits("a", between)).isFalse();
	}

}
