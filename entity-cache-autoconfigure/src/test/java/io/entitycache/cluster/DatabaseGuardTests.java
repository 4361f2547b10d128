package io.entitycache.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.tier.Debt;
import io.entitycache.tier.Level2;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedLevelException;
import io.entitycache.tier.SharedTier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link DatabaseGuard}. */
@ExtendWith(OutputCaptureExtension.class)
class DatabaseGuardTests {

	private static final Duration LIFE = Duration.ofSeconds(30);

	private final ManualTicker ticker = new ManualTicker();

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final AtomicBoolean answers = new AtomicBoolean(true);

	private final RecordedClaims claims = new RecordedClaims();

	private final DatabaseGuard guard = new DatabaseGuard(this.claims, this::databases, LIFE, this.ticker);

	private final AnnouncementLog log = this.guard.guard(this.cluster.log());

	private final Level2 level2 = this.guard.guard(this.cluster.level2());

	private Map<String, String> databases() {
		if (!this.answers.get()) {
			throw new SharedLevelException("The database does not answer");
		}
		return Map.of("default", "mine");
	}

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		LoggingSystem.get(DatabaseGuardTests.class.getClassLoader()).setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		LoggingSystem.get(DatabaseGuardTests.class.getClassLoader()).setLogLevel("io.entitycache", null);
	}

	@Test
	void nothingIsUsedBeforeTheStateIsClaimed() {
		assertRefused("not known yet");

		this.log.state();

		assertThat(this.level2.read(List.of(key()))).hasSize(1);
		assertThat(this.log.commit(announcement()).sequence()).isEqualTo(1);
		assertThat(this.claims.calls).hasSize(1);
	}

	@Test
	void commitNeverAsksADatabaseOrForAClaim() {
		assertRefused("not known yet");

		assertThat(this.claims.calls).isEmpty();
	}

	@Test
	void stateOfAnotherDatabaseIsNotUsed(CapturedOutput output) {
		this.claims.others = Map.of("default", "theirs");

		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::state)
			.withMessageContaining("theirs");

		assertRefused("theirs");
		assertThat(output).containsOnlyOnce("belongs to another database, theirs, and not to this application's, mine.")
			.contains("'entity-cache.namespace'")
			.contains("'entity-cache.database-id'");
	}

	@Test
	void refusalIsLoggedOnce(CapturedOutput output) {
		this.claims.others = Map.of("default", "theirs");

		for (int i = 0; i < 3; i++) {
			assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::state);
		}

		assertThat(output).containsOnlyOnce("belongs to another database");
	}

	@Test
	void stateThatIsGivenUpIsUsedFromTheNextCheckOn(CapturedOutput output) {
		this.claims.others = Map.of("default", "theirs");
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::state);
		this.claims.others = Map.of();
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::position);

		this.ticker.advance(Duration.ofSeconds(1));
		this.log.position();

		assertThat(this.level2.read(List.of(key()))).hasSize(1);
		assertThat(output).contains("given up the shared level");
	}

	@Test
	void claimIsProlongedThreeTimesInItsLife() {
		this.log.state();
		for (int second = 0; second < 30; second++) {
			this.ticker.advance(Duration.ofSeconds(1));
			this.log.position();
		}

		assertThat(this.claims.calls).hasSize(1 + 3);
	}

	@Test
	void stateThatIsTakenOverIsNotUsedAnyMore() {
		this.log.state();
		this.claims.others = Map.of("default", "theirs");
		this.ticker.advance(LIFE);

		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::position);

		assertRefused("theirs");
	}

	@Test
	void databaseThatDoesNotAnswerIsAskedAgain() {
		this.answers.set(false);
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::state);
		this.answers.set(true);

		this.log.state();

		assertThat(this.level2.read(List.of(key()))).hasSize(1);
	}

	@Test
	void reasonWhyNothingIsKnownIsToldOn() {
		this.answers.set(false);
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::state);

		assertRefused("not known yet.*: The database does not answer");
	}

	@Test
	void refusalSaysNothingOfWhetherTheSharedLevelAnswers() {
		SharedTier tier = new SharedTier(this.level2, new Debt(10), new ServerClock(), this.ticker,
				EntityCacheObserver.NOOP);

		for (int i = 0; i < 20; i++) {
			assertThat(tier.read(List.of(key()))).isNull();
		}

		assertThat(tier.isAvailable()).isTrue();
	}

	@Test
	void probeThatIsRefusedIsLeftToTheNextCaller() {
		SharedTier tier = new SharedTier(this.level2, new Debt(10), new ServerClock(), this.ticker,
				EntityCacheObserver.NOOP);
		for (int i = 0; i < 5; i++) {
			tier.attempt("check", () -> {
				throw new IllegalStateException("no answer");
			});
		}
		this.ticker.advance(Duration.ofSeconds(2));

		assertThat(tier.read(List.of(key()))).isNull();
		assertThat(tier.attempt("check", this.log::state)).isNotNull();

		assertThat(tier.isAvailable()).isTrue();
	}

	@Test
	void claimIsReleasedWhenTheNodeStops() {
		this.log.state();

		this.guard.guard(this.cluster.channel()).stop();

		assertThat(this.claims.released).isTrue();
	}

	@Test
	void claimOfOthersIsNotReleased() {
		this.claims.others = Map.of("default", "theirs");
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this.log::state);

		this.guard.guard(this.cluster.channel()).stop();

		assertThat(this.claims.released).isFalse();
	}

	private void assertRefused(String reason) {
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> this.log.prepare(announcement()))
			.withMessageMatching(".*" + reason + ".*");
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> this.log.commit(announcement()))
			.withMessageMatching(".*" + reason + ".*");
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> this.level2.read(List.of(key())))
			.withMessageMatching(".*" + reason + ".*");
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> this.level2.reserve(List.of(key())))
			.withMessageMatching(".*" + reason + ".*");
		assertThatExceptionOfType(SharedLevelException.class)
			.isThrownBy(() -> this.guard.guard(Coordination.ALONE).acquire("lease", "me", LIFE))
			.withMessageMatching(".*" + reason + ".*");
	}

	private static EntryKey key() {
		return new EntryKey("product", "1");
	}

	private static Announcement announcement() {
		return new Announcement(Kind.COMMITTED, 1, 1, Invalidation.ofKeys(Set.of(key())));
	}

	/** Remembers what it was asked for. */
	private static final class RecordedClaims implements DatabaseClaims {

		private final List<Map<String, String>> calls = new ArrayList<>();

		private Map<String, String> others = Map.of();

		private boolean released;

		@Override
		public Map<String, String> claim(Map<String, String> databases, Duration life) {
			this.calls.add(databases);
			return this.others;
		}

		@Override
		public void release() {
			this.released = true;
		}

	}

}
