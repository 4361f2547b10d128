package io.entitycache.read;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.entitycache.CacheStatistics;
import io.entitycache.Cached;
import io.entitycache.Freshness;
import io.entitycache.InvalidationCause;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.fixtures.Threads;
import io.entitycache.read.Loader.Snapshot;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A region without a shared level. */
class CacheRegionTests {

	private static final Cached<String> A = new Cached<>("a");

	private static final Cached<String> B = new Cached<>("b");

	private static final Duration TTL = Duration.ofMinutes(1);

	private static final Duration GRACE = Duration.ofMinutes(5);

	private final ManualTicker ticker = new ManualTicker();

	private final RecordingObserver observer = new RecordingObserver();

	private final RowLoader rows = new RowLoader();

	private final Threads threads = new Threads();

	private CacheRegion<Long, String> region = region(Policies.PLAIN);

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void missIsLoadedOnceAndThenHit() {
		this.rows.put(1, "a");

		assertThat(read(1)).isEqualTo(A);
		assertThat(read(1)).isEqualTo(A);
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void absenceIsRememberedForItsOwnTime() {
		assertThat(read(1)).isEqualTo(Cached.absent());
		assertThat(read(1)).isEqualTo(Cached.absent());
		assertThat(this.rows.loads()).hasSize(1);

		this.ticker.advance(Duration.ofSeconds(10));
		this.rows.put(1, "a");
		assertThat(read(1)).isEqualTo(A);
	}

	@Test
	void absenceIsNotRememberedIfItHasNoTime() {
		this.region = region(Policies.of(TTL, Duration.ZERO, Duration.ZERO));
		read(1);
		read(1);

		assertThat(this.rows.loads()).hasSize(2);
		assertThat(this.region.size()).isZero();
	}

	@Test
	void nothingIsLoadedIfLoadsAreOff() {
		this.region = region(Policies.withoutLoads(Policies.PLAIN));
		this.rows.put(1, "a");

		assertThat(read(1)).isNull();
		assertThat(this.region.readAll(List.of(1L), this.rows)).isEmpty();
		assertThat(this.rows.loads()).isEmpty();
	}

	@Test
	void bulkReadKeepsTheOrderAndLoadsWhatIsMissingInOneLoad() {
		this.rows.put(1, "a");
		this.rows.put(2, "b");
		read(2);

		Map<Long, Cached<String>> found = this.region.readAll(List.of(3L, 2L, 1L, 2L), this.rows);

		assertThat(found).containsExactly(Map.entry(3L, Cached.absent()), Map.entry(2L, B), Map.entry(1L, A));
		assertThat(this.rows.loads()).last(InstanceOfAssertFactories.LIST).containsExactlyInAnyOrder(3L, 1L);
	}

	@Test
	void timeIsCountedFromTheBeginOfTheLoad() {
		this.rows.put(1, "a");
		this.rows.beforeReading(() -> this.ticker.advance(TTL.minusSeconds(1)));
		read(1);
		this.rows.beforeReading(() -> {
		});

		assertThat(this.region.freshness(1L)).isEqualTo(new Freshness(Freshness.State.FRESH, Duration.ofSeconds(1)));
	}

	@Test
	void loadThatTookLongerThanTheEntryLivesIsNotKept() {
		this.rows.put(1, "a");
		this.rows.beforeReading(() -> this.ticker.advance(TTL));

		assertThat(read(1)).isEqualTo(A);
		assertThat(this.region.size()).isZero();
	}

	@Test
	void evictedKeyIsLoadedAgain() {
		this.rows.put(1, "a");
		read(1);
		this.rows.put(1, "b");
		this.region.evictLocal("1", InvalidationCause.MANUAL);

		assertThat(read(1)).isEqualTo(B);
		assertThat(this.observer.facts()).contains("invalidated product MANUAL");
	}

	@Test
	void textThatIsNoKeyOfOursRemovesEverything() {
		this.rows.put(1, "a");
		read(1);
		this.region.evictLocal("not a number", InvalidationCause.PEER);

		assertThat(this.region.size()).isZero();
	}

	@Test
	void loadThatBeganBeforeAnEvictionIsNotKept() {
		this.rows.put(1, "a");
		this.rows.afterReading(() -> this.region.evictLocal("1", InvalidationCause.ENTITY));

		assertThat(read(1)).isEqualTo(A);
		assertThat(this.region.size()).isZero();
		assertThat(this.observer.facts()).contains("refused product LEVEL1 INVALIDATED");
	}

	@Test
	void bulkLoadThatBeganBeforeAnEvictionKeepsTheOthers() {
		this.rows.put(1, "a");
		this.rows.put(2, "b");
		this.rows.afterReading(() -> this.region.evictLocal("1", InvalidationCause.ENTITY));
		this.region.readAll(List.of(1L, 2L), this.rows);

		assertThat(this.region.peek(1L)).isNull();
		assertThat(this.region.peek(2L)).isEqualTo(B);
	}

	@Test
	void loadThatBeganBeforeAClearIsNotKept() {
		this.rows.put(1, "a");
		this.rows.afterReading(() -> this.region.clearLocal(InvalidationCause.BULK));
		this.region.readAll(List.of(1L, 2L), this.rows);

		assertThat(this.region.size()).isZero();
	}

	@Test
	void withoutLevelOneEveryReadLoadsAndFlightsAreStillFenced() {
		this.region = region(Policies.levels(Policies.PLAIN, false, true));
		this.rows.put(1, "a");
		read(1);
		this.region.evictLocal("1", InvalidationCause.MANUAL);
		this.region.clearLocal(InvalidationCause.MANUAL);
		read(1);

		assertThat(this.rows.loads()).hasSize(2);
		assertThat(this.region.size()).isZero();
		assertThat(this.region.peek(1L)).isNull();
	}

	@Test
	void loadOfAnOldSnapshotIsForItsCallerAlone() {
		this.rows.put(1, "a");
		this.rows.snapshot(Snapshot.OWN);

		assertThat(read(1)).isEqualTo(A);
		assertThat(this.region.size()).isZero();
		assertThat(this.observer.facts()).contains("refused product LEVEL1 SNAPSHOT");
	}

	@Test
	void loadOfAWritingTransactionIsKeptWhenItHasCommitted() {
		this.rows.put(1, "a");
		this.rows.snapshot(Snapshot.IN_WRITING_TRANSACTION);
		read(1);
		assertThat(this.region.size()).isZero();

		this.rows.commit();
		assertThat(this.region.peek(1L)).isEqualTo(A);
	}

	@Test
	void loadOfAWritingTransactionIsNotKeptIfTheKeyHasChangedMeanwhile() {
		this.rows.put(1, "a");
		this.rows.snapshot(Snapshot.IN_WRITING_TRANSACTION);
		read(1);
		this.region.evictLocal("1", InvalidationCause.ENTITY);
		this.rows.commit();

		assertThat(this.region.size()).isZero();
	}

	@Test
	void staleEntryIsServedIfTheLoadFails() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		failLoads();

		assertThat(read(1)).isEqualTo(A);
		assertThat(this.region.readAll(List.of(1L), this.rows)).containsEntry(1L, A);
		assertThat(this.region.freshness(1L).state()).isEqualTo(Freshness.State.STALE);
	}

	@Test
	void staleEntryIsRefreshedIfTheLoadSucceeds() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.rows.put(1, "b");

		assertThat(read(1)).isEqualTo(B);
		assertThat(this.region.freshness(1L).state()).isEqualTo(Freshness.State.FRESH);
	}

	@Test
	void staleEntryIsServedWhileAnotherThreadLoads() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.rows.put(1, "b");
		Threads.Barrier barrier = new Threads.Barrier();
		this.rows.beforeReading(barrier);
		Threads.Running<Cached<String>> leader = this.threads.start(() -> read(1));
		barrier.awaitReached();

		assertThat(read(1)).isEqualTo(A);
		barrier.release();
		assertThat(leader.join()).isEqualTo(B);
		assertThat(read(1)).isEqualTo(B);
	}

	@Test
	void staleEntryIsNotServedPastItsGrace() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL.plus(GRACE));
		failLoads();

		assertThatIllegalStateException().isThrownBy(() -> read(1));
	}

	@Test
	void staleEntryIsNotServedAfterAnInvalidation() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.region.evictLocal("1", InvalidationCause.ENTITY);
		failLoads();

		assertThatIllegalStateException().isThrownBy(() -> read(1));
	}

	@Test
	void staleEntryIsNotServedIfItIsInvalidatedWhileTheLoadFails() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.rows.beforeReading(() -> {
			this.region.evictLocal("1", InvalidationCause.ENTITY);
			throw new IllegalStateException("The database is down");
		});

		assertThatIllegalStateException().isThrownBy(() -> read(1));
	}

	@Test
	void bulkLoadThatFailsThrowsUnlessEveryKeyHasAStaleEntry() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		failLoads();

		assertThatIllegalStateException().isThrownBy(() -> this.region.readAll(List.of(1L, 2L), this.rows));
	}

	@Test
	void reloadAsksTheDatabaseWhateverIsCached() {
		this.rows.put(1, "a");
		read(1);
		this.rows.put(1, "b");

		assertThat(this.region.reload(1L, this.rows)).isEqualTo(B);
		assertThat(this.region.peek(1L)).isEqualTo(B);
	}

	@Test
	void statisticsTellFreshStaleMissAndLoadApartAndAddUp() {
		this.region = region(Policies.of(TTL, TTL, GRACE));
		this.rows.put(1, "a");
		read(1);
		read(1);
		read(2);
		read(2);
		this.ticker.advance(TTL);
		failLoads();
		read(1);

		CacheStatistics statistics = this.region.statistics();
		assertThat(statistics.misses()).isEqualTo(2);
		assertThat(statistics.level1Hits()).isEqualTo(2);
		assertThat(statistics.absentHits()).isOne();
		assertThat(statistics.staleHits()).isOne();
		assertThat(statistics.loads()).isEqualTo(2);
		assertThat(statistics.loadFailures()).isOne();
		assertThat(statistics.puts()).isEqualTo(2);
		assertThat(statistics.requests()).isEqualTo(5);
	}

	@Test
	void sweepFreesWhatIsOver() {
		this.rows.put(1, "a");
		read(1);
		this.ticker.advance(TTL);
		this.region.sweep();

		assertThat(this.region.statistics().expirations()).isOne();
		assertThat(this.region.statistics().evictions()).isZero();
	}

	@Test
	void equalTextsAreOneKey() {
		assertThat(this.region.canonical(1L)).isEqualTo(1L);
		assertThat(this.region.entryKey(1L)).hasToString("product:1");
	}

	private void failLoads() {
		this.rows.beforeReading(() -> {
			throw new IllegalStateException("The database is down");
		});
	}

	private Cached<String> read(long key) {
		return this.region.read(key, this.rows);
	}

	private CacheRegion<Long, String> region(RegionPolicy policy) {
		NodeContext alone = new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null,
				new ServerClock(), this.ticker, this.observer);
		return new CacheRegion<>("product", TextCodecs.KEYS, TextCodecs.VALUES, policy, alone);
	}

}
