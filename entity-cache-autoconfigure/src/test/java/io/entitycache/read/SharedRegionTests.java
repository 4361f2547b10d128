package io.entitycache.read;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Freshness;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.cluster.Announcement;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.ChaosLevel2;
import io.entitycache.fixtures.HookedLevel2;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TestNode;
import io.entitycache.fixtures.TextCodecs;
import io.entitycache.tier.Level2;
import io.entitycache.tier.SlotFrame;
import io.entitycache.transaction.ChangeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** A region of two nodes with a shared level. */
class SharedRegionTests {

	private static final Cached<String> OLD = new Cached<>("old");

	private static final Cached<String> NEW = new Cached<>("new");

	private static final EntryKey ONE = new EntryKey("product", "1");

	private static final Duration TTL = Duration.ofMinutes(1);

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final ChaosLevel2 chaos = new ChaosLevel2(this.cluster.level2());

	private final HookedLevel2 level2 = new HookedLevel2(this.chaos);

	private final ChaosAnnouncementLog log = new ChaosAnnouncementLog(this.cluster.log());

	private final ManualTicker ticker = new ManualTicker();

	private final TestNode node = new TestNode(this.level2, this.log, this.cluster.channel(),
			this.cluster.pendingLife(), this.ticker);

	private final TestNode other = TestNode.of(this.cluster, this.ticker);

	private final RowLoader rows = new RowLoader();

	private CacheRegion<Long, String> here;

	private CacheRegion<Long, String> there;

	@AfterEach
	void close() {
		this.node.close();
		this.other.close();
	}

	@Test
	void whatOneNodeHasLoadedTheOtherNeedNotLoad() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);

		assertThat(read(this.there, 1)).isEqualTo(OLD);
		assertThat(this.rows.loads()).hasSize(1);
		assertThat(this.there.statistics().level2Hits()).isOne();
		assertThat(this.there.peek(1L)).isEqualTo(OLD);
		assertThat(this.there.size()).isOne();
	}

	@Test
	void payloadOfAnotherKeyIsUnreadable() {
		start(Policies.PLAIN);
		this.rows.put(1, "1#row");
		this.rows.put(2, "2#row");
		read(this.here, 1);
		read(this.here, 2);
		assertThat(read(this.there, 2)).isEqualTo(new Cached<>("2#row"));
		long sequence = this.cluster.log().position().sequence();
		// Whole by all that a frame says of itself.
		this.cluster.put(ONE, SlotFrame.entry(ONE, this.cluster.log().position().incarnation(), sequence,
				Long.MAX_VALUE, Long.MAX_VALUE, TextCodecs.VALUES.fingerprint(), "2#row".getBytes()), TTL);

		assertThat(read(this.there, 1)).isEqualTo(new Cached<>("1#row"));
		assertThat(this.there.statistics().unreadable()).isOne();
		assertThat(this.there.statistics().level2Hits()).isOne();
	}

	@Test
	void absenceIsSharedToo() {
		start(Policies.PLAIN);
		read(this.here, 1);

		assertThat(read(this.there, 1)).isEqualTo(Cached.absent());
		assertThat(this.rows.loads()).hasSize(1);
		assertThat(this.there.statistics().absentHits()).isOne();
	}

	@Test
	void sharedAbsenceIsNoneForWhoeverRemembersNone() {
		this.here = this.node.region("product", Policies.PLAIN);
		this.there = this.other.region("product", Policies.of(TTL, Duration.ZERO, Duration.ZERO));
		this.node.start();
		this.other.start();
		read(this.here, 1);
		this.rows.put(1, "new");

		assertThat(read(this.there, 1)).isEqualTo(NEW);
	}

	@Test
	void levelOneEntryLivesNoLongerThanTheSharedOneItComesFrom() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);
		advance(TTL.minusSeconds(2));
		trust();
		read(this.there, 1);
		assertThat(this.there.statistics().level2Hits()).isOne();
		this.rows.put(1, "new");
		advance(Duration.ofSeconds(3));
		trust();

		assertThat(read(this.there, 1)).isEqualTo(NEW);
	}

	@Test
	void sharedEntryWithinItsGraceIsServedIfTheLoadFails() {
		start(Policies.of(TTL, TTL, Duration.ofMinutes(5)));
		this.rows.put(1, "old");
		read(this.here, 1);
		advance(TTL.plusSeconds(1));
		trust();
		this.rows.beforeReading(() -> {
			throw new IllegalStateException("The database is down");
		});

		assertThat(read(this.there, 1)).isEqualTo(OLD);
		this.other.commit(Invalidation.of(ONE));
		assertThatIllegalStateException().isThrownBy(() -> read(this.there, 1));
	}

	@Test
	void sharedEntryIsNotAskedForWhileTheServersTimeIsUnknown() {
		start(Policies.of(TTL, TTL, Duration.ofMinutes(5)));
		this.rows.put(1, "old");
		read(this.here, 1);
		advance(TTL.plusSeconds(1));
		this.rows.put(1, "new");
		try (TestNode third = TestNode.of(this.cluster, this.ticker)) {
			CacheRegion<Long, String> region = third.region("product", Policies.of(TTL, TTL, Duration.ofMinutes(5)));
			third.start();

			assertThat(read(region, 1)).isEqualTo(NEW);
		}
	}

	@Test
	void commitOfOneNodeIsSeenByTheOther() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);
		read(this.there, 1);
		this.rows.put(1, "new");
		this.node.commit(Invalidation.of(ONE));

		assertThat(read(this.here, 1)).isEqualTo(NEW);
		this.other.awaitCaughtUp();
		assertThat(read(this.there, 1)).isEqualTo(NEW);
	}

	@Test
	void valueLoadedWhileItsWriterIsAboutToCommitIsKeptNowhere() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		ChangeSet transaction = this.other.transaction(Invalidation.of(ONE));
		transaction.beforeCommit();

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		assertThat(this.here.size()).isZero();
		assertThat(this.node.observer().facts()).contains("refused product LEVEL2 PENDING");
		this.rows.put(1, "new");
		transaction.afterCompletion(/* committed= */ true);
		assertThat(read(this.here, 1)).isEqualTo(NEW);
	}

	@Test
	void afterARollbackTheValueIsKept() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		long transaction = 42;
		this.cluster.log().prepare(new Announcement(Announcement.Kind.PENDING, transaction, 9, Invalidation.of(ONE)));
		read(this.here, 1);
		this.cluster.log()
			.rollBack(new Announcement(Announcement.Kind.ROLLED_BACK, transaction, 9, Invalidation.of(ONE)));
		this.node.awaitCaughtUp();
		read(this.here, 1);

		assertThat(this.here.size()).isOne();
		assertThat(this.rows.loads()).hasSize(2);
	}

	@Test
	void rolledBackRegionMayBeFilledAgain() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		long rolledBack = 42;
		this.cluster.log()
			.prepare(new Announcement(Announcement.Kind.PENDING, rolledBack, 9, Invalidation.ofRegion("product")));
		this.node.awaitCaughtUp();
		read(this.here, 1);
		assertThat(this.here.size()).isZero();

		this.cluster.log()
			.rollBack(new Announcement(Announcement.Kind.ROLLED_BACK, rolledBack, 9, Invalidation.ofRegion("product")));
		this.node.awaitCaughtUp();
		read(this.here, 1);
		assertThat(this.here.size()).isOne();
	}

	@Test
	void loadThatBeganInAFluxIsNotKeptAfterTheWriterWasKilled() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		this.cluster.log()
			.prepare(new Announcement(Announcement.Kind.PENDING, 42, 9, Invalidation.ofRegion("product")));
		this.node.awaitCaughtUp();
		this.rows.afterReading(() -> {
			this.rows.put(1, "new");
			advance(this.cluster.pendingLife().plusMillis(1));
		});
		this.ticker.advance(this.cluster.pendingLife().minusSeconds(1));
		trust();

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		this.rows.afterReading(() -> {
		});
		trust();
		assertThat(read(this.here, 1)).isEqualTo(NEW);
		assertThat(read(this.there, 1)).isEqualTo(NEW);
	}

	@Test
	void loadThatBeganBeforeACommitIsKeptNowhere() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		this.rows.afterReading(() -> {
			this.rows.put(1, "new");
			this.other.commit(Invalidation.of(ONE));
		});

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		assertThat(this.here.size()).isZero();
		assertThat(SlotFrame.kindOf(this.cluster.bytes(ONE))).isEqualTo(SlotFrame.Kind.TOMBSTONE);
	}

	@Test
	void loadThatBeganBeforeACommitIsNotKeptEvenIfANewerValueHasReplacedTheTombstone() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		this.rows.afterReading(() -> {
			this.rows.afterReading(() -> {
			});
			this.rows.put(1, "new");
			// Of which this node has not heard yet.
			this.cluster.disconnectChannels();
			this.other.commit(Invalidation.of(ONE));
			this.rows.snapshot(Loader.Snapshot.FRESH);
			this.cluster.level2().fill(List.of(fill("new", this.cluster.log().position().sequence())));
		});

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		assertThat(this.here.size()).isZero();
	}

	@Test
	void copyOfASharedEntryThatIsInvalidatedMeanwhileIsNotKept() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.there, 1);
		this.level2.afterRead(() -> {
			this.rows.put(1, "new");
			this.node.commit(Invalidation.of(ONE));
		});

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		this.level2.afterRead(() -> {
		});
		assertThat(this.here.size()).isZero();
		assertThat(read(this.here, 1)).isEqualTo(NEW);
	}

	@Test
	void regionThatIsClearedIsStaleAtBothLevels() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);
		read(this.there, 1);
		this.rows.put(1, "new");
		this.node.commit(Invalidation.ofRegion("product"));
		this.other.awaitCaughtUp();

		assertThat(read(this.there, 1)).isEqualTo(NEW);
		assertThat(read(this.here, 1)).isEqualTo(NEW);
	}

	@Test
	void withoutAnAnswerBeforeTheLoadTheEntryLivesNoLongerThanADisconnectedNodeMayGive() {
		start(Policies.PLAIN);
		awaitEndOfMarksFromBeforeTheStart();
		this.rows.put(1, "old");
		readWithoutLevel2(1);

		assertThat(this.here.freshness(1L).timeToLive()).isEqualTo(TestNode.DISCONNECTED_TTL);
		assertThat(this.cluster.bytes(ONE)).isNull();
	}

	@Test
	void withoutAnAnswerBeforeTheLoadAKeyAnnouncedAsPendingIsNotKept() {
		start(Policies.PLAIN);
		awaitEndOfMarksFromBeforeTheStart();
		this.rows.put(1, "old");
		this.rows.put(2, "other");
		// Its process is killed after this, and its commit comes later.
		this.other.transaction(Invalidation.of(ONE)).beforeCommit();
		this.node.awaitCaughtUp();
		readWithoutLevel2(1);
		readWithoutLevel2(2);

		assertThat(this.here.freshness(1L).state()).isEqualTo(Freshness.State.NOT_CACHED);
		assertThat(this.here.freshness(2L).state()).isEqualTo(Freshness.State.FRESH);
		assertThat(this.node.observer().facts()).contains("refused product LEVEL2 PENDING");
	}

	@Test
	void keyThatWasPendingIsKeptWithoutAnAnswerOnceItsMarkHasEnded() {
		start(Policies.PLAIN);
		awaitEndOfMarksFromBeforeTheStart();
		this.rows.put(1, "old");
		this.other.transaction(Invalidation.of(ONE)).beforeCommit();
		this.node.awaitCaughtUp();
		awaitEndOfMarksFromBeforeTheStart();
		readWithoutLevel2(1);

		assertThat(this.here.freshness(1L).state()).isEqualTo(Freshness.State.FRESH);
	}

	@Test
	void withoutAnAnswerBeforeTheLoadNothingIsKeptWhileMarksFromBeforeTheStartMayStand() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		readWithoutLevel2(1);

		assertThat(this.here.freshness(1L).state()).isEqualTo(Freshness.State.NOT_CACHED);
	}

	@Test
	void afterASyncWhatTheSharedLevelDoesNotAnswerForIsNotKept() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);
		this.chaos.down(true);
		this.here.background().compare(this.rows);
		this.chaos.down(false);

		assertThat(this.here.freshness(1L).state()).isEqualTo(Freshness.State.NOT_CACHED);
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void failedFillIsNotHeldAgainstTheValue() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		this.level2.beforeFill(() -> this.chaos.failNext(1));
		read(this.here, 1);

		assertThat(this.here.freshness(1L).timeToLive()).isEqualTo(TTL);
	}

	@Test
	void foreignBytesAreAMissAndAreCounted() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		this.cluster.put(ONE, new byte[] { 1, 2, 3 }, null);

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		assertThat(this.here.statistics().unreadable()).isOne();
		assertThat(this.node.observer().facts()).contains("refused product LEVEL2 UNKNOWN");
		assertThat(this.here.size()).isZero();
	}

	@Test
	void entryOfAnotherKeyOrSchemaIsAMiss() {
		start(Policies.PLAIN);
		this.rows.put(1, "new");
		long incarnation = this.cluster.log().position().incarnation();
		long end = this.cluster.time() + TTL.toMillis();
		this.cluster.put(ONE, SlotFrame.entry(new EntryKey("product", "2"), incarnation, 0, end, end, 7, new byte[1]),
				TTL);
		assertThat(read(this.here, 1)).isEqualTo(NEW);

		this.cluster.put(ONE, SlotFrame.entry(ONE, incarnation, 0, end, end, 8, new byte[1]), TTL);
		assertThat(read(this.there, 1)).isEqualTo(NEW);
	}

	@Test
	void entryOfAnotherIncarnationIsAMiss() {
		start(Policies.PLAIN);
		this.rows.put(1, "new");
		long end = this.cluster.time() + TTL.toMillis();
		this.cluster.put(ONE, SlotFrame.entry(ONE, 77, 99, end, end, 7, new byte[1]), TTL);

		assertThat(read(this.here, 1)).isEqualTo(NEW);
	}

	@Test
	void sharedLevelIsNotBelievedAboutWhatIsOwed() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);
		this.log.down(true);
		this.rows.put(1, "new");
		this.node.commit(Invalidation.of(ONE));
		this.log.down(false);

		assertThat(this.node.debt().covers(ONE)).isTrue();
		assertThat(read(this.here, 1)).isEqualTo(NEW);
		assertThat(this.node.shared().payDebt()).isTrue();
		this.other.awaitCaughtUp();
		assertThat(read(this.there, 1)).isEqualTo(NEW);
	}

	@Test
	void valueOrKeyThatIsTooLargeStaysInLevelOne() {
		start(Policies.PLAIN);
		this.rows.put(1, "x".repeat(SharedRegion.MAXIMUM_VALUE + 1));
		read(this.here, 1);

		assertThat(this.cluster.bytes(ONE)).isNull();
		assertThat(this.here.size()).isOne();
		assertThat(this.node.observer().facts()).contains("refused product LEVEL2 SIZE");
	}

	@Test
	void withoutLevelTwoNothingIsShared() {
		start(Policies.levels(Policies.PLAIN, true, false));
		this.rows.put(1, "old");
		read(this.here, 1);
		read(this.there, 1);

		assertThat(this.rows.loads()).hasSize(2);
		assertThat(this.here.size()).isOne();
		assertThat(this.cluster.bytes(ONE)).isNull();
	}

	@Test
	void evictionFromLevelOneAloneLeavesTheSharedEntry() {
		start(Policies.PLAIN);
		this.rows.put(1, "old");
		read(this.here, 1);
		this.here.clearLocal(InvalidationCause.GAP);

		assertThat(read(this.here, 1)).isEqualTo(OLD);
		assertThat(this.rows.loads()).hasSize(1);
	}

	@Test
	void valueThatAnotherLoadCameByIsAdmittedWithThatLoadsTicket() {
		start(Policies.PLAIN);
		FillTicket ticket = new FillTicket(Long.MAX_VALUE, this.node.view().position(), this.cluster.time(),
				this.ticker.read());
		this.here.admit(Map.of(1L, "old"), ticket);

		assertThat(this.here.peek(1L)).isEqualTo(OLD);
		assertThat(this.cluster.bytes(ONE)).isNotNull();
	}

	@Test
	void valueThatAnotherLoadCameByIsNotAdmittedOverAMarkOrATombstone() {
		start(Policies.PLAIN);
		FillTicket ticket = new FillTicket(Long.MAX_VALUE, this.node.view().position(), this.cluster.time(),
				this.ticker.read());
		this.other.commit(Invalidation.of(ONE));
		this.here.admit(Map.of(1L, "old"), ticket);
		this.other.transaction(Invalidation.of(new EntryKey("product", "2"))).beforeCommit();
		this.here.admit(Map.of(2L, "old"), ticket);

		assertThat(this.here.size()).isZero();
	}

	@Test
	void manyKeysAreOneExchangeEach() {
		start(Policies.PLAIN);
		List<Long> keys = List.of(1L, 2L, 3L, 4L, 5L);
		keys.forEach((key) -> this.rows.put(key, "v" + key));
		int before = this.chaos.calls();
		this.here.readAll(keys, this.rows);

		// A read, a reservation and a fill.
		assertThat(this.chaos.calls() - before).isEqualTo(3);
		assertThat(this.rows.loads()).hasSize(1);
		this.there.readAll(keys, this.rows);
		assertThat(this.rows.loads()).hasSize(1);
	}

	private Level2.Fill fill(String value, long sequence) {
		long incarnation = this.cluster.log().position().incarnation();
		long end = this.cluster.time() + TTL.toMillis();
		return new Level2.Fill(ONE, SlotFrame.entry(ONE, incarnation, sequence, end, end, 7, value.getBytes()),
				incarnation, sequence, 0, this.cluster.time(), TTL);
	}

	private void start(RegionPolicy policy) {
		this.here = this.node.region("product", policy);
		this.there = this.other.region("product", policy);
		this.node.start();
		this.other.start();
	}

	private void awaitEndOfMarksFromBeforeTheStart() {
		advance(this.cluster.pendingLife());
		trust();
	}

	private void readWithoutLevel2(long id) {
		this.chaos.down(true);
		read(this.here, id);
		this.chaos.down(false);
	}

	private void advance(Duration time) {
		this.cluster.advance(time);
		this.ticker.advance(time);
	}

	private void trust() {
		this.node.member().check();
		this.node.awaitTrusted();
		this.other.member().check();
		this.other.awaitTrusted();
	}

	private Cached<String> read(CacheRegion<Long, String> region, long key) {
		return region.read(key, this.rows);
	}

}
