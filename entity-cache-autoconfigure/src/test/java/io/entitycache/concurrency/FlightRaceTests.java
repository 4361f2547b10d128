package io.entitycache.concurrency;

import io.entitycache.read.FlightReads;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A read after a commit races with a load from before it. */
class FlightRaceTests {

	private static final int SCHEDULES = 40;

	/*
	 * The search ends with the first find; this many without one are not to be expected.
	 */

	private static final int CONTROL_SCHEDULES = 1_000;

	@BeforeAll
	static void initializeClasses() {
		race(FlightReads.fenced());
	}

	@Test
	void readAfterACommitNeverGetsWhatALoadReadBefore() {
		Lincheck.runConcurrentTest(SCHEDULES, () -> race(FlightReads.fenced()));
	}

	@Test
	void withoutTheFenceTheRaceIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class)
			.isThrownBy(() -> Lincheck.runConcurrentTest(CONTROL_SCHEDULES, () -> race(FlightReads.unfenced())))
			.withMessageContaining("The old value is back");
	}

	private static void race(FlightReads reads) {
		Row row = new Row();
		Thread early = new Thread(() -> {
			row.flight = reads.joinOrLead();
			row.read = row.value;
		});
		early.start();
		row.value = "new";
		reads.evict();
		Object late = reads.joinOrLead();
		join(early);
		if (late == row.flight && "old".equals(row.read)) {
			throw new IllegalStateException("The old value is back");
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static final class Row {

		private volatile String value = "old";

		private volatile @Nullable Object flight;

		private volatile @Nullable String read;

	}

}
