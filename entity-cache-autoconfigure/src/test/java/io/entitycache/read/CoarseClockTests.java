package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class CoarseClockTests {

	private final AtomicLong time = new AtomicLong(100);

	private final CoarseClock clock = new CoarseClock(this.time::get, Duration.ofMillis(1));

	@AfterEach
	void stop() {
		this.clock.stop();
	}

	@Test
	void readersDoNotAskTheRealClock() {
		CoarseClock slow = new CoarseClock(this.time::get, Duration.ofDays(1));
		slow.start();
		assertThat(slow.read()).isEqualTo(100);

		this.time.set(200);

		assertThat(slow.read()).isEqualTo(100);
		slow.stop();
	}

	@Test
	void realClockIsFollowed() {
		this.clock.start();

		this.time.set(200);

		await().until(() -> this.clock.read() == 200);
	}

	@Test
	void realClockAnswersBeforeTheStartAndAfterTheStop() {
		assertThat(this.clock.read()).isEqualTo(100);
		this.clock.start();
		this.clock.stop();

		this.time.set(300);

		assertThat(this.clock.read()).isEqualTo(300);
	}

	@Test
	void withoutResolutionTheRealClockAnswersAlways() {
		CoarseClock exact = new CoarseClock(this.time::get, Duration.ZERO);
		exact.start();

		this.time.set(200);

		assertThat(exact.read()).isEqualTo(200);
	}

	@Test
	void canBeStartedAgain() {
		this.clock.start();
		this.clock.stop();
		this.clock.start();

		this.time.set(200);

		await().until(() -> this.clock.read() == 200);
	}

	@Test
	void realClockAnswersIfTheThreadHasDied() {
		AtomicBoolean broken = new AtomicBoolean();
		CoarseClock failing = new CoarseClock(() -> {
			if (broken.get() && Thread.currentThread().getName().equals("entity-cache-clock")) {
				throw new IllegalStateException("broken clock");
			}
			return this.time.get();
		}, Duration.ofMillis(1));
		failing.start();
		broken.set(true);

		this.time.set(400);

		await().dontCatchUncaughtExceptions().until(() -> failing.read() == 400);
		this.time.set(500);
		assertThat(failing.read()).isEqualTo(500);
		failing.stop();
	}

}
