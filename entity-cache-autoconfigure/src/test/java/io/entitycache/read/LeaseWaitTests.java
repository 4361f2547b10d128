package io.entitycache.read;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(20)
class LeaseWaitTests {

	@Test
	void pausesGrowAndEnd() {
		LeaseWait wait = new LeaseWait(Duration.ofMillis(200));
		long start = System.nanoTime();
		int pauses = 0;
		while (wait.pause()) {
			pauses++;
		}

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200));
		assertThat(pauses).isLessThan(100);
	}

	@Test
	void interruptEndsIt() {
		LeaseWait wait = new LeaseWait(Duration.ofMinutes(5));
		Thread.currentThread().interrupt();

		assertThat(wait.pause()).isFalse();
		assertThat(Thread.interrupted()).isTrue();
	}

}
