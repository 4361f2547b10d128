package io.entitycache.concurrency;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.entitycache.tier.FenceClock;
import io.entitycache.tier.FillFence;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A load races with a commit: what it read before must not be found after. */
class FenceRaceTests {

	private static final int SCHEDULES = 100;

	/*
	 * The search ends with the first find; this many without one are not to be expected.
	 */

	private static final int CONTROL_SCHEDULES = 1_000;

	@BeforeAll
	static void initializeClasses() {
		race(/* tokenFirst= */ true, /* all= */ false);
		race(/* tokenFirst= */ true, /* all= */ true);
	}

	@Test
	void loadNeverBringsBackWhatWasEvicted() {
		Lincheck.runConcurrentTest(SCHEDULES,
				() -> race(/* tokenFirst= */ true, /* all= */ false));
	}

	@Test
	void loadNeverBringsBackWhatWasCleared() {
		Lincheck.runConcurrentTest(SCHEDULES,
				() -> race(/* tokenFirst= */ true, /* all= */ true));
	}

	@Test
	void withoutATokenFromBeforeTheLoadTheRaceIsFound() {
		assertThatExceptionOfType(LincheckAssertionError.class)
			.isThrownBy(() -> Lincheck.runConcurrentTest(CONTROL_SCHEDULES, () -> race(false, false)))
			.withMessageContaining("The old value is back");
	}

	private static void race(boolean tokenFirst, boolean all) {
		Row row = new Row();
		FillFence fence = new FillFence(new FenceClock());
		Entries entries = new Entries(fence);
		Thread loader = new Thread(() -> {
			long token = fence.now();
			int value = row.value;
			entries.fill(value, tokenFirst ? token : fence.now());
		});
		Thread writer = new Thread(() -> {
			row.value = 1;
			if (all) {
				entries.clear();
			}
			else {
				entries.evict();
			}
		});
		loader.start();
		writer.start();
		join(loader);
		join(writer);
		Integer found = entries.find();
		if (found != null && found != 1) {
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

		private volatile int value;

	}

	/** What level 1 does with its map, which itself is too large for the checker. */
	private static final class Entries {

		private final FillFence fence;

		private final Map<String, Entry> map = new ConcurrentHashMap<>();

		private Entries(FillFence fence) {
			this.fence = fence;
		}

		void fill(int value, long time) {
			this.map.compute("key", (key, present) -> this.fence.admits(key, time) ? new Entry(value, time) : present);
		}

		void evict() {
			this.fence.raise("key");
			this.map.remove("key");
		}

		void clear() {
			this.fence.raiseAll();
			this.map.clear();
		}

		@Nullable Integer find() {
			Entry entry = this.map.get("key");
			return (entry != null && this.fence.admits("other", entry.time())) ? entry.value() : null;
		}

	}

	private record Entry(int value, long time) {
	}

}
