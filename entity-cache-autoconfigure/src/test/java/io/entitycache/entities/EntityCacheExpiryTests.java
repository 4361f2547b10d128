package io.entitycache.entities;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.entitycache.CacheSettings;
import io.entitycache.EntityCache;
import io.entitycache.Freshness;
import io.entitycache.Freshness.State;
import io.entitycache.Lookup;
import io.entitycache.SyncMode;
import io.entitycache.shop.Note;
import io.entitycache.shop.Shelf;
import io.entitycache.shop.Shelf.Place;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Notes live for 300 milliseconds, and may be used for ten seconds more. */
class EntityCacheExpiryTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode node = this.nodes.one();

	private final EntityCache<Note, String> notes = this.node.notes();

	private final String id = UUID.randomUUID().toString();

	private boolean renamed;

	@AfterEach
	void bringTheTableBack() {
		if (this.renamed) {
			this.node.jdbc().execute("alter table gone rename to note");
		}
	}

	@Test
	void freshnessEndsWithTheTimeToLive() {
		assertThat(this.notes.freshness(this.id).state()).isEqualTo(State.NOT_CACHED);
		create();
		this.notes.findById(this.id);
		Freshness fresh = this.notes.freshness(this.id);
		assertThat(fresh.state()).isIn(State.FRESH, State.STALE);

		awaitStale();
		assertThat(this.notes.freshness(this.id).timeToLive()).isNull();
	}

	@Test
	void longestTimesThatCanBeSetAreKept() {
		create();
		String[] properties = Stream
			.of("ttl", "grace", "absent-ttl", "refresh-interval", "refresh-minimum-gap", "sync.overlap")
			.map((key) -> "entity-cache.caches.note.%s=%dd".formatted(key, CacheSettings.LONGEST.toDays()))
			.toArray(String[]::new);
		try (ShopNode third = TwoNodes.startThird(properties)) {
			for (String id : List.of(this.id, "unknown")) {
				third.notes().findById(id);
				assertThat(third.notes().freshness(id).timeToLive()).isGreaterThan(Duration.ofDays(10_000));
			}
			assertThat(third.notes().peek(this.id)).isInstanceOf(Lookup.Present.class);
			assertThat(third.notes().sync(SyncMode.FULL).join().refused()).isZero();
			assertThat(third.notes().statistics().refusedFills()).isZero();
		}
	}

	@Test
	void expiredEntryIsLoadedAgain() {
		create();
		this.notes.findById(this.id);
		this.node.jdbc().update("update note set text = 'b' where id = ?", this.id);

		Awaitility.await().until(() -> this.notes.findById(this.id).orElseThrow().getText().equals("b"));
	}

	@Test
	void expiredEntryIsServedWhileTheDatabaseFailsAndNothingElseIs() {
		create();
		this.notes.findById(this.id);
		awaitStale();
		long stale = this.notes.statistics().staleHits();
		long failures = this.notes.statistics().loadFailures();
		breakTheTable();

		assertThat(this.notes.findById(this.id).orElseThrow().getText()).isEqualTo("a");
		assertThat(this.notes.statistics().staleHits() - stale).isOne();
		assertThat(this.notes.statistics().loadFailures() - failures).isOne();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.notes.findById("unknown"));
		assertThat(this.node.observer().facts()).contains("loaded note false");
	}

	@Test
	void failureOfTheDatabaseIsNotRemembered() {
		create();
		breakTheTable();
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.notes.findById(this.id));
		bringTheTableBack();
		this.renamed = false;

		assertThat(this.notes.findById(this.id)).isPresent();
	}

	@Test
	void expiredEntryIsNotServedAfterAnEviction() {
		create();
		this.notes.findById(this.id);
		awaitStale();
		this.notes.evict(this.id);
		breakTheTable();

		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.notes.findById(this.id));
	}

	@Test
	void whatLevelOneDropsForLackOfSpaceIsStillInLevelTwo() {
		List<Place> places = new ArrayList<>();
		this.node.commit((entityManager) -> {
			for (int i = 0; i < 40; i++) {
				Place place = new Place(this.id, i);
				entityManager.persist(new Shelf(place, "a"));
				places.add(place);
			}
		});
		this.node.awaitCaughtUp();
		this.node.shelves().findAllById(places);
		Awaitility.await().until(() -> this.node.shelves().size() <= 5);
		long loads = this.node.shelves().statistics().loads();

		assertThat(this.node.shelves().findAllById(places)).hasSize(40);
		assertThat(this.node.shelves().statistics().loads()).isEqualTo(loads);
		assertThat(this.node.shelves().statistics().evictions()).isPositive();
	}

	private void create() {
		this.node.commit((entityManager) -> entityManager.persist(new Note(this.id, "a")));
		this.node.awaitCaughtUp();
	}

	private void awaitStale() {
		Awaitility.await().until(() -> this.notes.freshness(this.id).state() == State.STALE);
	}

	private void breakTheTable() {
		this.node.jdbc().execute("alter table note rename to gone");
		this.renamed = true;
	}

}
