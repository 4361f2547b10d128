package io.entitycache.sync;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FirstContactTests {

	private final AtomicLong now = new AtomicLong();

	private final FirstContact contact = new FirstContact(this.now::get);

	@Test
	void whileIsOverForAllCachesTogether() throws Exception {
		assertThat(attemptsUntilOver()).isEqualTo(6);
		for (int cache = 2; cache <= 40; cache++) {
			assertThat(attemptsUntilOver()).isOne();
		}
	}

	@Test
	void nextStartHasAWhileOfItsOwn() throws Exception {
		attemptsUntilOver();
		this.contact.begin();

		assertThat(attemptsUntilOver()).isEqualTo(6);
	}

	@Test
	void nobodyWaitsForWhatIsThere() throws Exception {
		AtomicInteger asked = new AtomicInteger();
		this.contact.await(() -> asked.incrementAndGet() == 3);

		assertThat(asked).hasValue(3);
	}

	/** How often it is asked, by a cache for which a second goes by each time. */
	private int attemptsUntilOver() throws InterruptedException {
		AtomicInteger asked = new AtomicInteger();
		this.contact.await(() -> {
			if (asked.incrementAndGet() > 1) {
				this.now.addAndGet(Duration.ofSeconds(1).toNanos());
			}
			return false;
		});
		return asked.get();
	}

}
