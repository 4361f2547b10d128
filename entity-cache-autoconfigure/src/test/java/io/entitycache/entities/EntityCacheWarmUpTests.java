package io.entitycache.entities;

import java.time.Duration;
import java.time.Instant;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.Freshness;
import io.entitycache.observability.EntityCacheReadinessHealthIndicator;
import io.entitycache.shop.Note;
import io.entitycache.shop.Parcel;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node does by itself: at its start, and as time goes by. */
class EntityCacheWarmUpTests {

	private static final Duration LIMIT = Duration.ofSeconds(60);

	private static final Instant LONG_AGO = Instant.parse("2000-01-01T00:00:00Z");

	private static final String PARCEL = "entity-cache.caches.parcel.";

	private final TwoNodes nodes = TwoNodes.shared();

	@Test
	void cacheThatLoadsNothingIsReadyAtOnce() {
		assertThat(this.nodes.one().caches().awaitReady(Duration.ZERO)).isTrue();
		assertThat(this.nodes.one().observer().facts()).doesNotContain("synced item FULL");
	}

	@Test
	void cacheThatLoadsEverythingIsReadyWhenItHas() {
		this.nodes.newParcels(10, LONG_AGO);
		try (ShopNode third = TwoNodes.startThird(PARCEL + "warm-up=full", PARCEL + "refresh-interval=500ms",
				PARCEL + "refresh-minimum-gap=0s")) {
			assertThat(third.parcels().awaitReady(LIMIT)).isTrue();
			assertThat(third.parcels().size()).isEqualTo(10);
			assertThat(third.observer().facts()).containsSubsequence("synced parcel FULL", "ready parcel");

			// And refreshes itself, on every node.
			weight(this.nodes.two(), 3);
			this.nodes.one().jdbc().update("update parcel set weight = 2, changed_at = now() where id = 3");
			Awaitility.await()
				.atMost(LIMIT)
				.untilAsserted(() -> assertThat(weight(third, 3) + weight(this.nodes.two(), 3)).isEqualTo(2 + 2));
		}
	}

	@Test
	void failedFirstLoadIsTriedAgainAndHoldsUpNoOtherCache() {
		this.nodes.newParcels(4, LONG_AGO);
		this.nodes.one().jdbc().execute("alter table parcel rename to parcel_away");
		try (ShopNode third = TwoNodes.startThird(PARCEL + "warm-up=full", "entity-cache.caches.shelf.warm-up=full",
				"entity-cache.caches.token.warm-up=lazy")) {
			EntityCacheReadinessHealthIndicator health = new EntityCacheReadinessHealthIndicator(third.caches());
			try {
				assertThat(third.shelves().awaitReady(LIMIT)).isTrue();
				assertThat(third.tokens().awaitReady(LIMIT)).isTrue();
				Awaitility.await().atMost(LIMIT).until(() -> third.observer().facts().contains("sync failed parcel"));
				assertThat(third.parcels().ready()).isNotDone();
				assertThat(third.caches().awaitReady(Duration.ofMillis(1))).isFalse();
				assertThat(health.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
			}
			finally {
				this.nodes.one().jdbc().execute("alter table parcel_away rename to parcel");
			}
			assertThat(third.caches().awaitReady(LIMIT)).isTrue();
			assertThat(third.parcels().size()).isEqualTo(4);
			assertThat(health.health().getStatus()).isEqualTo(Status.UP);
		}
	}

	@Test
	void nextNodeBeginsWithWhatTheLastOneUsed() {
		this.nodes.newParcels(10, LONG_AGO);
		try (ShopNode third = TwoNodes.startThird(PARCEL + "warm-up=last-used")) {
			third.parcels().findById(2L);
			third.parcels().findById(7L);
		}
		try (ShopNode next = TwoNodes.startThird(PARCEL + "warm-up=last-used")) {
			assertThat(next.parcels().awaitReady(LIMIT)).isTrue();
			assertThat(next.parcels().size()).isEqualTo(2);
			assertThat(next.parcels().freshness(7L).state()).isEqualTo(Freshness.State.FRESH);
			CacheStatistics statistics = next.parcels().statistics();
			assertThat(statistics.loads() + statistics.requests()).isZero();
		}
	}

	@Test
	void readerOfAnOldEntryNeverWaitsForTheNewOne() {
		this.nodes.one().jdbc().update("delete from note where id = 'ahead'");
		this.nodes.one().commit((entityManager) -> entityManager.persist(new Note("ahead", "old")));
		this.nodes.awaitCaughtUp();
		try (ShopNode third = TwoNodes.startThird("entity-cache.caches.note.refresh-after=100ms")) {
			EntityCache<Note, String> notes = third.notes();
			assertThat(notes.findById("ahead")).map(Note::getText).contains("old");
			long misses = notes.statistics().misses();
			long loads = notes.statistics().loads();

			awaitReading(notes, () -> assertThat(notes.statistics().loads()).isGreaterThan(loads + 2));
			assertThat(notes.statistics().misses()).isEqualTo(misses);

			// A change that nobody announced is found, and announced to all.
			this.nodes.one().jdbc().update("update note set text = 'new' where id = 'ahead'");
			awaitReading(notes, () -> assertThat(notes.findById("ahead")).map(Note::getText).contains("new"));
		}
	}

	private static void awaitReading(EntityCache<Note, String> notes, ThrowingRunnable assertion) {
		Awaitility.await().atMost(Duration.ofSeconds(9)).pollInterval(Duration.ofMillis(20)).untilAsserted(() -> {
			assertThat(notes.findById("ahead")).isPresent();
			assertion.run();
		});
	}

	private static int weight(ShopNode node, long id) {
		return node.parcels().findById(id).map(Parcel::getWeight).orElse(0);
	}

}
