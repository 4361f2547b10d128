package io.entitycache.tier;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ServerClockTests {

	private final ServerClock clock = new ServerClock();

	@Test
	void isUnknownUntilItIsAsked() {
		assertThat(this.clock.now(0)).isNegative();
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, Long.MIN_VALUE, Long.MAX_VALUE - 5, -1 })
	void isNeverBehindTheServer(long askedAt) {
		this.clock.read(1_000, askedAt);

		// The server's own 1000 may have been 1000.999, read right when it was asked.
		long nanos = Duration.ofMillis(250).toNanos() + 10_000;
		assertThat(this.clock.now(askedAt + nanos)).isGreaterThanOrEqualTo(1_251);
		assertThat(this.clock.now(askedAt)).isEqualTo(1_001);
	}

	@Test
	void believesTheLastAnswer() {
		this.clock.read(5_000, 0);
		this.clock.read(100, 0);

		assertThat(this.clock.now(0)).isEqualTo(101);
	}

}
