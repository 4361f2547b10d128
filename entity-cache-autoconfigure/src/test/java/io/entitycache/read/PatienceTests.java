package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.Cached;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PatienceTests {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private static final Cached<String> VALUE = new Cached<>("value");

	private final AtomicLong time = new AtomicLong();

	private final Flight<String> flight = new Flight<>(0, /* connected= */ false);

	@Test
	void flightThatHasEndedIsNotWaitedFor() throws TimeoutException {
		this.flight.succeed(VALUE);

		assertThat(new Patience(Duration.ofNanos(1)).await(this.flight).cached()).isEqualTo(VALUE);
	}

	@Test
	void timeInWhichTheProcessStoodStillDoesNotCount() throws TimeoutException {
		AtomicLong questions = new AtomicLong();
		Patience patience = new Patience(TIMEOUT, () -> {
			// Stands still in the first wait; the flight ends in the second.
			if (questions.incrementAndGet() == 3) {
				this.flight.succeed(VALUE);
			}
			return this.time.getAndAdd(TIMEOUT.toNanos());
		});

		assertThat(patience.await(this.flight).cached()).isEqualTo(VALUE);
		assertThat(questions).hasValueGreaterThan(2);
	}

	@Test
	void otherTimeDoes() {
		AtomicLong questions = new AtomicLong();
		Patience patience = new Patience(TIMEOUT, () -> {
			questions.incrementAndGet();
			return this.time.getAndAdd(TimeUnit.MILLISECONDS.toNanos(500));
		});

		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> patience.await(this.flight));
		assertThat(questions).hasValueBetween(18L, 22L);
	}

	@Test
	void patienceOfACallIsSharedByItsWaits() {
		Patience patience = new Patience(Duration.ofMillis(1), () -> this.time.getAndAdd(TIMEOUT.toNanos()));
		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> patience.await(this.flight));

		assertThatExceptionOfType(TimeoutException.class).isThrownBy(() -> patience.await(this.flight));
		this.flight.succeed(VALUE);
	}

}
