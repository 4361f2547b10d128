package io.entitycache.observability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.EntityCacheObserver;
import io.entitycache.FillRefusal;
import io.entitycache.InvalidationCause;
import io.entitycache.Level;
import io.entitycache.SyncMode;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link CompositeObserver} and {@link LoggingObserver}. */
@ExtendWith(OutputCaptureExtension.class)
class ObserverTests {

	private static final String LOGGER = "io.entitycache";

	private final LoggingSystem logging = LoggingSystem.get(ObserverTests.class.getClassLoader());

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		this.logging.setLogLevel(LOGGER, LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		this.logging.setLogLevel(LOGGER, null);
	}

	@Test
	void everyObserverIsToldEveryFact() {
		List<String> told = new ArrayList<>();
		CompositeObserver observer = new CompositeObserver(List.of(recording(told), recording(told)));

		observer.loaded("product", 1, true);
		observer.invalidated("product", InvalidationCause.BULK, 1);
		observer.fillRefused("product", Level.LEVEL1, FillRefusal.LATE);
		observer.unreadable("product", "format");
		observer.sharedLevelFailed("read", new IllegalStateException());
		observer.sharedLevelAvailable(true);
		observer.sharedLevelDisconnected();
		observer.sharedLevelReconnecting(2, Duration.ofMillis(70));
		observer.sharedLevelReconnected(Duration.ofSeconds(4));
		observer.syncProgressed(new SyncProgress("product", SyncMode.FULL, 1, 2, Duration.ZERO));
		observer.synced(new SyncResult("product", SyncResult.Kind.FULL, 1, 0, 0, 0, 0, Duration.ZERO));
		observer.syncFailed("product", new IllegalStateException());
		observer.ready("product");
		observer.repaired("log", 1);

		assertThat(told).containsExactly("loaded", "loaded", "invalidated", "invalidated", "refused", "refused",
				"unreadable", "unreadable", "failed", "failed", "available", "available", "disconnected",
				"disconnected", "reconnecting 2 PT0.07S", "reconnecting 2 PT0.07S", "reconnected PT4S",
				"reconnected PT4S", "progressed", "progressed", "synced", "synced", "sync failed", "sync failed",
				"ready", "ready", "repaired", "repaired");
	}

	@Test
	void observerThatThrowsIsLoggedOnceAndHurtsNobody(CapturedOutput output) {
		List<String> told = new ArrayList<>();
		CompositeObserver observer = new CompositeObserver(List.of(new EntityCacheObserver() {

			@Override
			public void repaired(String how, long announcements) {
				throw new IllegalStateException("broken observer");
			}

		}, recording(told)));

		observer.repaired("log", 1);
		observer.repaired("log", 1);

		assertThat(told).containsExactly("repaired", "repaired");
		assertThat(output.toString().split("its further failures are not logged", -1)).hasSize(2);
	}

	@Test
	void stateChangesAreLoggedOnce(CapturedOutput output) {
		LoggingObserver observer = new LoggingObserver();

		observer.sharedLevelAvailable(true);
		assertThat(output).doesNotContain("entity cache");
		observer.sharedLevelAvailable(false);
		observer.sharedLevelAvailable(false);
		observer.sharedLevelAvailable(true);
		observer.unreadable("product", "format");
		observer.unreadable("product", "format");

		assertThat(output.toString().split("has lost its shared level", -1)).hasSize(2);
		assertThat(output.toString().split("is connected to its shared level again", -1)).hasSize(2);
		assertThat(output.toString().split("cannot be used \\(format\\)", -1)).hasSize(2);
	}

	@Test
	void nothingIsLostThatNeverWasThere(CapturedOutput output) {
		LoggingObserver observer = new LoggingObserver();

		observer.sharedLevelAvailable(false);
		observer.sharedLevelAvailable(true);

		assertThat(output).containsOnlyOnce("has no connection to its shared level yet")
			.containsOnlyOnce("is connected to its shared level" + System.lineSeparator())
			.doesNotContain("lost")
			.doesNotContain("again");
	}

	@Test
	void nodeThatIsAloneHasMissedNothingOfOthers(CapturedOutput output) {
		LoggingObserver observer = new LoggingObserver();

		observer.repaired("dropped", 0);
		observer.repaired("replayed", 3);

		assertThat(output).contains("starts over: dropped")
			.contains("that it did not hear of in order: replayed (3)")
			.doesNotContain("other nodes");
	}

	// The connections themselves log that, with the reason.
	@Test
	void outageOfAConnectionIsLeftToTheConnectionToLog(CapturedOutput output) {
		LoggingObserver observer = new LoggingObserver();

		observer.sharedLevelDisconnected();
		for (int attempt = 1; attempt <= 5; attempt++) {
			observer.sharedLevelReconnecting(attempt, Duration.ofMillis(50));
		}
		observer.sharedLevelReconnected(Duration.ofMillis(250));

		assertThat(output).doesNotContain("Redis");
	}

	@Test
	void progressOfALongSyncIsLoggedNowAndThenAndThatOfAShortOneNever(CapturedOutput output) {
		LoggingObserver observer = new LoggingObserver();

		for (int sync = 1; sync <= 2; sync++) {
			for (long second = 1; second <= 25; second++) {
				observer.syncProgressed(
						new SyncProgress("product", SyncMode.FULL, second * 100, 5000, Duration.ofSeconds(second)));
			}
			observer.synced(new SyncResult("product", SyncResult.Kind.FULL, 2500, 0, 0, 0, 0, Duration.ofSeconds(26)));
		}
		observer.syncProgressed(new SyncProgress("customer", SyncMode.FULL, 10, 20, Duration.ofSeconds(9)));

		assertThat(output.toString().lines().filter((line) -> line.contains("rows of about"))).hasSize(4);
		assertThat(output).contains(
				"Entity cache 'product': 1000 rows of about 5000 read in 10 s, 100 per second, " + "about 40 s to go");
	}

	private static EntityCacheObserver recording(List<String> told) {
		return new EntityCacheObserver() {

			@Override
			public void loaded(String region, long nanos, boolean succeeded) {
				told.add("loaded");
			}

			@Override
			public void invalidated(String region, InvalidationCause cause, int count) {
				told.add("invalidated");
			}

			@Override
			public void fillRefused(String region, Level level, FillRefusal reason) {
				told.add("refused");
			}

			@Override
			public void unreadable(String region, String reason) {
				told.add("unreadable");
			}

			@Override
			public void sharedLevelFailed(String operation, Throwable failure) {
				told.add("failed");
			}

			@Override
			public void sharedLevelAvailable(boolean available) {
				told.add("available");
			}

			@Override
			public void sharedLevelDisconnected() {
				told.add("disconnected");
			}

			@Override
			public void sharedLevelReconnecting(int attempt, Duration delay) {
				told.add("reconnecting " + attempt + ' ' + delay);
			}

			@Override
			public void sharedLevelReconnected(Duration after) {
				told.add("reconnected " + after);
			}

			@Override
			public void syncProgressed(SyncProgress progress) {
				told.add("progressed");
			}

			@Override
			public void synced(SyncResult result) {
				told.add("synced");
			}

			@Override
			public void syncFailed(String cache, Throwable failure) {
				told.add("sync failed");
			}

			@Override
			public void ready(String cache) {
				told.add("ready");
			}

			@Override
			public void repaired(String how, long announcements) {
				told.add("repaired");
			}

		};
	}

}
