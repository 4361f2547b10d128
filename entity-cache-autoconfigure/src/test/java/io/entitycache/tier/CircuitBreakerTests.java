package io.entitycache.tier;

import java.time.Duration;

import io.entitycache.fixtures.ManualTicker;
import io.entitycache.tier.CircuitBreaker.State;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CircuitBreakerTests {

	private final ManualTicker ticker = new ManualTicker();

	private final CircuitBreaker breaker = new CircuitBreaker(3, Duration.ofMillis(100), Duration.ofMillis(400),
			this.ticker);

	@Test
	void opensAfterFailuresInARow() {
		assertThat(this.breaker.failed()).isFalse();
		assertThat(this.breaker.failed()).isFalse();
		assertThat(this.breaker.tryAcquire()).isTrue();
		assertThat(this.breaker.failed()).isTrue();

		assertThat(this.breaker.state()).isEqualTo(State.OPEN);
		assertThat(this.breaker.tryAcquire()).isFalse();
	}

	@Test
	void successInBetweenStartsTheCountAgain() {
		this.breaker.failed();
		this.breaker.failed();
		assertThat(this.breaker.succeeded()).isFalse();
		this.breaker.failed();
		this.breaker.failed();

		assertThat(this.breaker.state()).isEqualTo(State.CLOSED);
	}

	@Test
	void oneProbeIsLetThroughAndClosesIt() {
		open();
		this.ticker.advance(Duration.ofMillis(100));

		assertThat(this.breaker.tryAcquire()).isTrue();
		assertThat(this.breaker.state()).isEqualTo(State.HALF_OPEN);
		assertThat(this.breaker.tryAcquire()).isFalse();
		assertThat(this.breaker.succeeded()).isTrue();
		assertThat(this.breaker.state()).isEqualTo(State.CLOSED);
		assertThat(this.breaker.tryAcquire()).isTrue();
	}

	@Test
	void failedProbesKeepItOpenLongerUpToALimit() {
		open();
		for (int millis : new int[] { 100, 200, 400, 400 }) {
			this.ticker.advance(Duration.ofMillis(millis - 1));
			assertThat(this.breaker.tryAcquire()).isFalse();
			this.ticker.advance(Duration.ofMillis(1));
			assertThat(this.breaker.tryAcquire()).isTrue();
			assertThat(this.breaker.failed()).isFalse();
		}
	}

	@Test
	void probeThatNeverReportsIsFollowedByAnother() {
		open();
		this.ticker.advance(Duration.ofMillis(100));
		this.breaker.tryAcquire();
		this.ticker.advance(Duration.ofMillis(100));

		assertThat(this.breaker.tryAcquire()).isTrue();
	}

	@Test
	void closingForgetsHowLongItWasOpen() {
		open();
		this.ticker.advance(Duration.ofMillis(100));
		this.breaker.tryAcquire();
		this.breaker.failed();
		this.ticker.advance(Duration.ofMillis(200));
		this.breaker.tryAcquire();
		this.breaker.succeeded();
		open();
		this.ticker.advance(Duration.ofMillis(100));

		assertThat(this.breaker.tryAcquire()).isTrue();
	}

	private void open() {
		for (int i = 0; i < 3; i++) {
			this.breaker.failed();
		}
	}

}
