package io.entitycache.entities;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.SyncResult.Kind;
import io.entitycache.fixtures.Threads;
import io.entitycache.shop.Parcel;
import io.entitycache.shop.Shelf;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Reading a table into the cache of two nodes, in pages of three rows. */
class EntityCacheSyncTests {

	private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final ShopNode two = this.nodes.two();

	private final Threads.Barrier barrier = new Threads.Barrier();

	@AfterEach
	void release() {
		this.barrier.release();
	}

	@Test
	void fullSyncFillsBothLevelsByIdAndByKeyAttribute() {
		this.nodes.newParcels(10, LONG_AGO);

		SyncResult result = sync(this.one, SyncMode.FULL);

		assertThat(result.kind()).isEqualTo(Kind.FULL);
		assertThat(result.cache()).isEqualTo("parcel");
		assertThat(result.rows()).isEqualTo(10);
		assertThat(result.refused() + result.changed() + result.removed() + result.beyondLevel1()).isZero();
		assertThat(this.one.parcels().size()).isEqualTo(10);
		assertThat(loadsOf(this.one, () -> readAll(this.one, 10))).isZero();
		assertThat(loadsOf(this.two, () -> readAll(this.two, 10))).isZero();
	}

	@Test
	void syncCountsNoReads() {
		this.nodes.newParcels(4, LONG_AGO);
		CacheStatistics before = this.one.parcels().statistics();

		sync(this.one, SyncMode.FULL);

		assertThat(this.one.parcels().statistics().requests()).isEqualTo(before.requests());
		assertThat(this.one.parcels().statistics().puts()).isGreaterThan(before.puts());
	}

	@Test
	void readersAreServedFromTheCacheDuringAFullSync() {
		this.nodes.newParcels(10, LONG_AGO);
		sync(this.one, SyncMode.FULL);
		CompletableFuture<SyncResult> running = pauseInSync(this.one, SyncMode.FULL);

		assertThat(loadsOf(this.one, () -> readAll(this.one, 10))).isZero();
		assertThat(loadsOf(this.two, () -> readAll(this.two, 10))).isZero();
		this.barrier.release();
		assertThat(join(running).rows()).isEqualTo(10);
	}

	@Test
	void whoeverAsksDuringASyncGetsItsResult() {
		this.nodes.newParcels(5, LONG_AGO);
		this.one.observer().facts().clear();
		CompletableFuture<SyncResult> running = pauseInSync(this.one, SyncMode.FULL);
		CompletableFuture<SyncResult> joined = this.one.parcels().sync();
		CompletableFuture<SyncResult> alsoJoined = this.one.parcels().sync(SyncMode.FULL);

		assertThat(joined).isNotDone();
		this.barrier.release();
		assertThat(join(joined)).isSameAs(join(running));
		assertThat(join(alsoJoined)).isSameAs(join(running));
		assertThat(this.one.observer().count("synced parcel FULL")).isEqualTo(1);
	}

	@Test
	void fullSyncIsNotAnsweredByAnIncrementalOne() {
		this.nodes.newParcels(5, LONG_AGO);
		sync(this.one, SyncMode.FULL);
		CompletableFuture<SyncResult> running = pauseInSync(this.one, SyncMode.INCREMENTAL);
		CompletableFuture<SyncResult> full = this.one.parcels().sync(SyncMode.FULL);
		this.barrier.release();

		assertThat(join(running).kind()).isEqualTo(Kind.INCREMENTAL);
		assertThat(join(full).kind()).isEqualTo(Kind.FULL);
	}

	@Test
	void whoeverCancelsItsFutureCancelsNobodyElses() {
		this.nodes.newParcels(5, LONG_AGO);
		CompletableFuture<SyncResult> running = pauseInSync(this.one, SyncMode.FULL);
		this.one.parcels().sync().cancel(true);
		this.one.parcels().ready().cancel(true);
		this.barrier.release();

		assertThat(join(running).rows()).isEqualTo(5);
		assertThat(this.one.parcels().awaitReady(Duration.ZERO)).isTrue();
	}

	@Test
	void otherNodeFollowsAndFillsItsLevel1FromLevel2() {
		this.nodes.newParcels(10, LONG_AGO);
		CompletableFuture<SyncResult> leading = pauseInSync(this.one, SyncMode.FULL);
		CompletableFuture<SyncResult> following = this.two.parcels().sync(SyncMode.FULL);
		CacheStatistics before = this.two.parcels().statistics();
		this.barrier.release();

		assertThat(join(leading).kind()).isEqualTo(Kind.FULL);
		assertThat(join(following).kind()).isEqualTo(Kind.FOLLOWED);
		assertThat(join(following).rows()).isEqualTo(10);
		assertThat(this.two.parcels().size()).isEqualTo(10);
		assertThat(this.two.parcels().statistics().loads()).isEqualTo(before.loads());
	}

	@Test
	void changeThatNobodyToldOfIsFoundAndEveryNodeIsTold() {
		this.nodes.newParcels(4, LONG_AGO);
		readAll(this.one, 4);
		readAll(this.two, 4);
		this.one.jdbc().update("update parcel set weight = 2 where id = 3");
		assertThat(weight(this.two, 3)).isEqualTo(1);

		SyncResult result = sync(this.one, SyncMode.FULL);
		this.nodes.awaitCaughtUp();

		assertThat(result.changed()).isEqualTo(1);
		assertThat(weight(this.one, 3)).isEqualTo(2);
		assertThat(weight(this.two, 3)).isEqualTo(2);
	}

	@Test
	void deletionThatNobodyToldOfIsFoundAndEveryNodeIsTold() {
		this.nodes.newParcels(7, LONG_AGO);
		readAll(this.one, 7);
		readAll(this.two, 7);
		this.one.jdbc().update("delete from parcel where id in (1, 4, 7)");
		assertThat(this.two.parcels().findById(4L)).isPresent();

		SyncResult result = sync(this.one, SyncMode.FULL);
		this.nodes.awaitCaughtUp();

		assertThat(result.removed()).isEqualTo(3);
		for (ShopNode node : this.nodes.both()) {
			assertThat(node.parcels().findAllById(List.of(1L, 2L, 4L, 7L))).containsOnlyKeys(2L);
			assertThat(node.parcels().findBy("label", "parcel-4")).isEmpty();
		}
	}

	@Test
	void deletionOfRowsThatOnlyOthersKnowIsFoundByAFullSync() {
		cacheElsewhere(7);
		this.one.jdbc().update("delete from parcel where id in (1, 4, 7)");

		sync(this.one, SyncMode.FULL);
		this.nodes.awaitCaughtUp();

		List<Long> gone = List.of(1L, 4L, 7L);
		assertThat(this.one.parcels().findAllById(gone)).isEmpty();
		Awaitility.await().untilAsserted(() -> assertThat(this.two.parcels().findAllById(gone)).isEmpty());
		assertThat(this.one.parcels().findBy("label", "parcel-4")).isEmpty();
		assertThat(this.two.parcels().findBy("label", "parcel-4")).isEmpty();
	}

	@Test
	void incrementalSyncFindsNoDeletions() {
		// The control: it has not read every row, so that it can say nothing of others.
		sync(this.one, SyncMode.FULL);
		cacheElsewhere(7);
		this.one.jdbc().update("delete from parcel where id = 4");

		sync(this.one, SyncMode.INCREMENTAL);
		this.nodes.awaitCaughtUp();

		assertThat(this.one.parcels().findById(4L)).isPresent();
		assertThat(this.two.parcels().findById(4L)).isPresent();
	}

	@Test
	void rowsThatAreThereStayCachedOnEveryNodeAfterAFullSync() {
		cacheElsewhere(7);
		this.one.jdbc().update("delete from parcel where id = 4");

		sync(this.one, SyncMode.FULL);
		this.nodes.awaitCaughtUp();
		// It has looked itself, so that no reader has to.
		Awaitility.await().until(() -> isKnownToBeAbsent(this.two, 4));

		List<Long> there = List.of(1L, 2L, 3L, 5L, 6L, 7L);
		assertThat(loadsOf(this.one, () -> assertThat(this.one.parcels().findAllById(there)).hasSize(6))).isZero();
		assertThat(loadsOf(this.two, () -> assertThat(this.two.parcels().findAllById(there)).hasSize(6))).isZero();
	}

	@Test
	void changeOfARowThatOnlyAnotherNodesMemoryHasIsFoundByAFullSync() {
		cacheElsewhere(3);
		TwoNodes.forgetSlots();
		this.one.jdbc().update("update parcel set weight = 2 where id = 3");

		sync(this.one, SyncMode.FULL);
		this.nodes.awaitCaughtUp();

		Awaitility.await()
			.untilAsserted(() -> assertThat(this.two.parcels().peek(3L).value()).map(Parcel::getWeight).contains(2));
		// Its readers do not have to load it.
		Awaitility.await().untilAsserted(() -> assertThat(this.two.parcels().size()).isEqualTo(3));
		assertThat(weight(this.two, 1)).isEqualTo(1);
	}

	@Test
	void whatIsCommittedAndCachedDuringAFullSyncIsNotLost() {
		cacheElsewhere(7);
		CompletableFuture<SyncResult> running = pauseInSync(this.one, SyncMode.FULL);
		this.two.commit((entityManager) -> {
			entityManager.find(Parcel.class, 2L).setWeight(2);
			entityManager.persist(new Parcel(0L, 3, LONG_AGO));
		});
		this.nodes.awaitCaughtUp();
		assertThat(weight(this.two, 2)).isEqualTo(2);
		assertThat(weight(this.two, 0)).isEqualTo(3);
		this.barrier.release();
		join(running);
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(loadsOf(node, () -> {
				assertThat(weight(node, 2)).isEqualTo(2);
				assertThat(weight(node, 0)).isEqualTo(3);
			})).isZero();
		}
	}

	@Test
	void syncThatFailsOutdatesNothing() {
		cacheElsewhere(4);
		this.one.jdbc().execute("alter table parcel rename to parcel_away");
		try {
			CompletableFuture<SyncResult> failing = this.one.parcels().sync(SyncMode.FULL);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> join(failing));
			this.nodes.awaitCaughtUp();
			readAll(this.one, 4);
			readAll(this.two, 4);
		}
		finally {
			this.one.jdbc().execute("alter table parcel_away rename to parcel");
		}
	}

	private static boolean isKnownToBeAbsent(ShopNode node, long id) {
		return node.parcels().peek(id).isKnown() && node.parcels().peek(id).value().isEmpty();
	}

	/** Parcels that level 2 and the other node have, and this one has not. */
	private void cacheElsewhere(int count) {
		this.nodes.newParcels(count, LONG_AGO);
		readAll(this.two, count);
	}

	@Test
	void rememberedAbsenceOfARowThatIsThereNowIsReplaced() {
		this.nodes.newParcels(1, LONG_AGO);
		assertThat(this.one.parcels().findById(2L)).isEmpty();
		assertThat(this.two.parcels().findById(2L)).isEmpty();
		this.one.jdbc().update("insert into parcel (id, label, weight, changed_at) values (2, 'parcel-2', 5, now())");

		sync(this.one, SyncMode.FULL);
		this.nodes.awaitCaughtUp();

		assertThat(weight(this.one, 2)).isEqualTo(5);
		assertThat(weight(this.two, 2)).isEqualTo(5);
	}

	@Test
	void incrementalSyncReadsWhatHasChangedByTheTimeInTheData() {
		this.nodes.newParcels(10, LONG_AGO);
		this.one.jdbc().update("update parcel set changed_at = changed_at - interval '1 day' where id > 3");
		sync(this.one, SyncMode.FULL);
		// Far behind every clock, and within the overlap before the last one seen.
		this.one.jdbc()
			.update("update parcel set weight = 2, changed_at = changed_at - interval '4 seconds' where id = 1");
		this.one.jdbc()
			.update("update parcel set weight = 2, changed_at = changed_at + interval '1 day 1 second' where id = 9");
		// Nothing tells of this one.
		this.one.jdbc().update("update parcel set weight = 2 where id = 7");

		SyncResult result = sync(this.one, SyncMode.INCREMENTAL);

		assertThat(result.kind()).isEqualTo(Kind.INCREMENTAL);
		assertThat(result.rows()).isEqualTo(4);
		assertThat(result.changed()).isEqualTo(2);
		assertThat(weight(this.one, 1)).isEqualTo(2);
		assertThat(weight(this.one, 9)).isEqualTo(2);
		assertThat(weight(this.one, 7)).isEqualTo(1);
		assertThat(sync(this.one, SyncMode.INCREMENTAL).rows()).isEqualTo(4);
	}

	@Test
	void incrementalSyncTurnsPagesAmongRowsOfTheSameTime() {
		this.nodes.newParcels(10, LONG_AGO);
		sync(this.one, SyncMode.FULL);

		assertThat(sync(this.one, SyncMode.INCREMENTAL).rows()).isEqualTo(10);
	}

	@Test
	void tableWithoutATimeOfChangesIsReadWhole() {
		SyncResult first = join(this.one.shelves().sync());
		SyncResult second = join(this.one.shelves().sync());

		assertThat(first.kind()).isEqualTo(Kind.FULL);
		assertThat(second.kind()).isEqualTo(Kind.FULL);
	}

	@Test
	void level1IsNotFilledBeyondItsSizeAndNothingMakesWay() {
		this.one.jdbc().execute("truncate table shelf");
		this.one.commit((entityManager) -> {
			for (int aisle = 0; aisle < 3; aisle++) {
				for (int number = 0; number < 3; number++) {
					entityManager.persist(new Shelf(new Shelf.Place("aisle-" + aisle, number), "text"));
				}
			}
		});
		this.one.caches().clear();
		this.nodes.awaitCaughtUp();
		Shelf.Place last = new Shelf.Place("aisle-2", 2);
		this.one.shelves().findById(last);

		long evictions = this.one.shelves().statistics().evictions();

		SyncResult result = join(this.one.shelves().sync(SyncMode.FULL));

		assertThat(result.rows()).isEqualTo(9);
		assertThat(result.beyondLevel1()).isEqualTo(4);
		assertThat(this.one.shelves().size()).isEqualTo(5);
		assertThat(this.one.shelves().statistics().evictions()).isEqualTo(evictions);
		// Level 2 has them all.
		assertThat(loadsOf(this.two.shelves(),
				() -> this.two.shelves()
					.findAllById(List.of(new Shelf.Place("aisle-0", 0), new Shelf.Place("aisle-1", 2), last))))
			.isZero();
	}

	@Test
	void failedSyncIsToldAndWhatIsCachedStays() {
		this.nodes.newParcels(3, LONG_AGO);
		readAll(this.one, 3);
		this.one.jdbc().execute("alter table parcel rename to parcel_away");
		try {
			CompletableFuture<SyncResult> failing = this.one.parcels().sync(SyncMode.FULL);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> join(failing));
			assertThat(this.one.observer().facts()).contains("sync failed parcel");
			readAll(this.one, 3);
			// The lease is given up: the other node's failure is its own.
			assertThatExceptionOfType(CompletionException.class)
				.isThrownBy(() -> join(this.two.parcels().sync(SyncMode.FULL)));
		}
		finally {
			this.one.jdbc().execute("alter table parcel_away rename to parcel");
		}
		assertThat(sync(this.two, SyncMode.FULL).kind()).isEqualTo(Kind.FULL);
	}

	@Test
	void syncOfAllCachesIsolatesFailures() {
		this.nodes.newParcels(3, LONG_AGO);
		this.one.jdbc().execute("alter table note rename to note_away");
		try {
			Map<String, CompletableFuture<SyncResult>> all = this.one.caches().syncAll(SyncMode.FULL);
			assertThat(all).containsOnlyKeys(this.one.caches().names());
			assertThat(join(all.get("parcel")).rows()).isEqualTo(3);
			assertThatExceptionOfType(CompletionException.class).isThrownBy(() -> join(all.get("note")));
		}
		finally {
			this.one.jdbc().execute("alter table note_away rename to note");
		}
	}

	@Test
	void syncIsNoPartOfTheCallersTransaction() {
		this.nodes.newParcels(3, LONG_AGO);
		this.one.rollBack((entityManager) -> {
			entityManager.find(Parcel.class, 1L).setWeight(9);
			entityManager.flush();
			assertThat(sync(this.one, SyncMode.FULL).rows()).isEqualTo(3);
		});

		assertThat(weight(this.one, 1)).isEqualTo(1);
		assertThat(weight(this.two, 1)).isEqualTo(1);
	}

	@Test
	void refreshBringsBackWhatTheDatabaseHasAndTellsEveryNode() {
		this.nodes.newParcels(2, LONG_AGO);
		readAll(this.one, 2);
		readAll(this.two, 2);
		this.one.jdbc().update("update parcel set weight = 2 where id = 1");
		this.one.jdbc().update("delete from parcel where id = 2");

		assertThat(this.one.parcels().refresh(1L)).map(Parcel::getWeight).contains(2);
		assertThat(this.one.parcels().refresh(2L)).isEmpty();
		this.nodes.awaitCaughtUp();

		assertThat(loadsOf(this.one, () -> assertThat(weight(this.one, 1)).isEqualTo(2))).isZero();
		assertThat(weight(this.two, 1)).isEqualTo(2);
		assertThat(this.two.parcels().findById(2L)).isEmpty();
	}

	@Test
	void refreshedRowIsKeptHoweverLateItsOwnAnnouncementComes() {
		this.nodes.newParcels(1, LONG_AGO);
		readAll(this.one, 1);
		this.one.jdbc().update("update parcel set weight = 2 where id = 1");
		// What it does not hear it reads from the log, with the next check.
		this.one.channel().deaf(true);

		assertThat(this.one.parcels().refresh(1L)).map(Parcel::getWeight).contains(2);

		assertThat(loadsOf(this.one, () -> assertThat(weight(this.one, 1)).isEqualTo(2))).isZero();
	}

	@Test
	void refreshOfWhatHasNotChangedTellsNobody() {
		this.nodes.newParcels(1, LONG_AGO);
		readAll(this.one, 1);
		long announced = this.one.announced();

		assertThat(this.one.parcels().refresh(1L)).isPresent();
		assertThat(this.one.announced()).isEqualTo(announced);
	}

	@Test
	void refreshOfAllReadsWhatIsCachedAndNoMore() {
		this.nodes.newParcels(8, LONG_AGO);
		this.one.parcels().findAllById(List.of(1L, 2L, 3L, 4L, 5L));
		this.one.jdbc().update("update parcel set weight = 2 where id in (2, 8)");
		this.one.jdbc().update("delete from parcel where id = 5");

		SyncResult result = join(this.one.parcels().refreshAll());

		assertThat(result.kind()).isEqualTo(Kind.REFRESH);
		assertThat(result.rows()).isEqualTo(5);
		assertThat(result.changed()).isEqualTo(1);
		assertThat(result.removed()).isEqualTo(1);
		assertThat(weight(this.one, 2)).isEqualTo(2);
		assertThat(this.one.parcels().findById(5L)).isEmpty();
	}

	private CompletableFuture<SyncResult> pauseInSync(ShopNode node, SyncMode mode) {
		node.level2().beforeFill(this.barrier);
		CompletableFuture<SyncResult> running = node.parcels().sync(mode);
		this.barrier.awaitReached();
		node.level2().beforeFill(() -> {
		});
		return running;
	}

	private static SyncResult sync(ShopNode node, SyncMode mode) {
		return join(node.parcels().sync(mode));
	}

	private static SyncResult join(CompletableFuture<SyncResult> sync) {
		Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5)).until(sync::isDone);
		return sync.join();
	}

	private static void readAll(ShopNode node, int count) {
		for (long id = 1; id <= count; id++) {
			assertThat(node.parcels().findById(id)).isPresent();
			assertThat(node.parcels().findBy("label", "parcel-" + id)).isPresent();
		}
	}

	private static int weight(ShopNode node, long id) {
		return node.parcels().findById(id).orElseThrow().getWeight();
	}

	private static long loadsOf(ShopNode node, Runnable reads) {
		return loadsOf(node.parcels(), reads);
	}

	private static long loadsOf(EntityCache<?, ?> cache, Runnable reads) {
		long before = cache.statistics().loads();
		reads.run();
		return cache.statistics().loads() - before;
	}

}
