package io.entitycache.entities;

import java.util.List;
import java.util.UUID;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.shop.Item;
import io.entitycache.shop.Note;
import io.entitycache.shop.Shelf;
import io.entitycache.shop.Shelf.Place;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.Token;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** The caches of an application side by side. */
class SeveralCachesTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode node = this.nodes.one();

	private final EntityCaches caches = this.node.caches();

	private final long itemId = this.nodes.newItem(1);

	private final Place place = new Place(UUID.randomUUID().toString(), 1);

	SeveralCachesTests() {
		this.node.commit((entityManager) -> entityManager.persist(new Shelf(this.place, "a")));
		this.nodes.awaitCaughtUp();
	}

	@Test
	void namesAreThoseConfigured() {
		assertThat(this.caches.names()).contains("item", "note", "token", "shelf").doesNotContain("product");
		assertThat(this.caches.all()).extracting(EntityCache::name).containsExactlyElementsOf(this.caches.names());
		assertThat(this.caches.contains("shelf")).isTrue();
		assertThat(this.caches.contains("product")).isFalse();
	}

	@Test
	void listsCannotBeChanged() {
		List<String> names = List.copyOf(this.caches.names());
		assertThatExceptionOfType(UnsupportedOperationException.class)
			.isThrownBy(() -> this.caches.names().remove("item"));
		assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> this.caches.all().clear());

		assertThat(this.caches.names()).containsExactlyElementsOf(names);
		assertThat(this.caches.all()).hasSameSizeAs(names);
	}

	@Test
	void cachesAreFoundByNameAndByType() {
		EntityCache<Item, Long> items = this.caches.get(Item.class, Long.class);
		EntityCache<Shelf, Place> shelves = this.caches.get(Shelf.class, Place.class);

		assertThat(this.caches.get("item")).isSameAs(items);
		assertThat(this.caches.get("shelf").entityType()).isEqualTo(Shelf.class);
		assertThat(items.findById(this.itemId).orElseThrow().getPrice()).isOne();
		assertThat(shelves.findById(this.place).orElseThrow().getText()).isEqualTo("a");
		assertThat(this.caches.get(Token.class, UUID.class).findById(UUID.randomUUID())).isEmpty();
	}

	@Test
	void unknownCacheIsRefusedWithTheNamesThereAre() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.get("product"))
			.withMessageContaining("product")
			.withMessageContaining("shelf");
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.get(Item.class, String.class))
			.withMessageContaining("Item");
		assertThatIllegalArgumentException().isThrownBy(() -> this.caches.get(String.class, Long.class));
	}

	@Test
	void clearOfOneLeavesTheOthers() {
		fillBoth();
		this.node.items().clear();
		this.nodes.awaitCaughtUp();

		this.nodes.both().forEach((each) -> {
			assertThat(each.items().contains(this.itemId)).isFalse();
			assertThat(each.shelves().contains(this.place)).isTrue();
		});
	}

	@Test
	void clearEmptiesEveryCacheOnEveryNodeWithOneAnnouncement() {
		fillBoth();
		long announced = this.node.announced();
		this.caches.clear();
		this.nodes.awaitCaughtUp();

		assertThat(this.node.announced() - announced).isOne();
		this.nodes.both().forEach((each) -> {
			assertThat(each.items().contains(this.itemId)).isFalse();
			assertThat(each.shelves().contains(this.place)).isFalse();
			assertThat(each.caches().all()).allSatisfy((cache) -> assertThat(cache.size()).isZero());
		});
	}

	@Test
	void whatIsLoadedRightAfterAClearIsKept() {
		for (int i = 0; i < 50; i++) {
			this.caches.clear();
			this.node.items().findById(this.itemId);

			assertThat(this.node.items().size()).isOne();
		}
	}

	@Test
	void whatIsLoadedAfterAClearIsKeptForTheOtherNodesToo() {
		for (int i = 0; i < 20; i++) {
			this.caches.clear();
			// An entry is believed elsewhere if its node had heard of the clear.
			this.nodes.awaitCaughtUp();
			this.node.items().findById(this.itemId);

			assertThat(this.nodes.two().items().contains(this.itemId)).isTrue();
		}
	}

	@Test
	void statisticsAreTheSum() {
		fillBoth();
		CacheStatistics sum = CacheStatistics.NONE;
		for (EntityCache<?, ?> cache : this.caches.all()) {
			sum = sum.and(cache.statistics());
		}

		assertThat(this.caches.statistics()).isEqualTo(sum);
		assertThat(sum.loads()).isPositive();
		assertThat(this.caches.get("item").size()).isOne();
		assertThat(this.caches.get("shelf").size()).isOne();
		assertThat(this.caches.get("token").size()).isZero();
	}

	@Test
	void tableThatFailsHurtsItsOwnCacheOnly() {
		fillBoth();
		String id = UUID.randomUUID().toString();
		this.node.commit((entityManager) -> entityManager.persist(new Note(id, "a")));
		this.node.jdbc().execute("alter table note rename to gone");
		try {
			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.node.notes().findById(id));
			long fresh = this.nodes.newItem(2);

			assertThat(this.node.items().findById(this.itemId)).isPresent();
			assertThat(this.node.items().findById(fresh).orElseThrow().getPrice()).isEqualTo(2);
			assertThat(this.node.shelves().findById(this.place)).isPresent();
		}
		finally {
			this.node.jdbc().execute("alter table gone rename to note");
		}
		assertThat(this.node.notes().findById(id)).isPresent();
	}

	private void fillBoth() {
		this.nodes.both().forEach((each) -> {
			each.items().findById(this.itemId);
			each.shelves().findById(this.place);
		});
	}

}
