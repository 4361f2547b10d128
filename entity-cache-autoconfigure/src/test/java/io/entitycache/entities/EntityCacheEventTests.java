package io.entitycache.entities;

import java.time.Duration;

import io.entitycache.EntityCacheEvent.Cleared;
import io.entitycache.EntityCacheEvent.Created;
import io.entitycache.EntityCacheEvent.Evicted;
import io.entitycache.EntityCacheEvent.Failed;
import io.entitycache.EntityCacheEvent.Invalidated;
import io.entitycache.EntityCacheEvent.Loaded;
import io.entitycache.EntityCacheEvent.Removed;
import io.entitycache.EntityCacheEvent.Updated;
import io.entitycache.EvictionCause;
import io.entitycache.InvalidationCause;
import io.entitycache.shop.HeardEvents;
import io.entitycache.shop.Item;
import io.entitycache.shop.Shelf;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests what listeners are told by two nodes on a real database and a real Redis, beside
 * a listener that always fails.
 */
class EntityCacheEventTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final HeardEvents heard = this.one.events();

	@Test
	void lifeOfARowIsToldInItsOrder() {
		long id = this.nodes.newItem(1);
		this.one.price(id, 2);
		this.one.items().findById(id);
		this.one.commit((entityManager) -> entityManager.remove(entityManager.find(Item.class, id)));

		Awaitility.await()
			.untilAsserted(() -> assertThat(this.heard.of(id)).containsExactly(changed(id), new Created("item", id),
					changed(id), new Updated("item", id), new Loaded("item", id), changed(id),
					new Removed("item", id)));
		assertThat(this.heard.of(TwoNodes.sku(id)))
			.contains(new Invalidated("item", "sku", TwoNodes.sku(id), InvalidationCause.ENTITY, null));
		assertThat(this.heard.applicationEvents()).contains(new Updated("item", id));
	}

	@Test
	void severalChangesInOneTransactionAreOneEvent() {
		long created = 900_001;
		long gone = 900_002;
		this.one.commit((entityManager) -> {
			Item item = new Item(created, "created", 1);
			entityManager.persist(item);
			Item never = new Item(gone, "gone", 1);
			entityManager.persist(never);
			entityManager.flush();
			item.setPrice(2);
			entityManager.remove(never);
		});

		Awaitility.await()
			.untilAsserted(() -> assertThat(this.heard.of(created)).contains(new Created("item", created)));
		assertThat(this.heard.of(created)).doesNotContain(new Updated("item", created));
		assertThat(this.heard.of(gone)).containsOnly(changed(gone));
		this.one.commit((entityManager) -> entityManager.remove(entityManager.find(Item.class, created)));
	}

	@Test
	void rolledBackChangeIsNotTold() {
		long id = this.nodes.newItem(1);
		long other = this.nodes.newItem(1);
		this.one.calmEvents();
		this.one.rollBack((entityManager) -> entityManager.find(Item.class, id).setPrice(2));
		this.one.price(other, 2);

		Awaitility.await().untilAsserted(() -> assertThat(this.heard.of(other)).contains(new Updated("item", other)));
		assertThat(this.heard.of(id)).isEmpty();
	}

	@Test
	void otherNodesChangeIsToldWithItsOrigin() {
		long id = this.nodes.newItem(1);
		this.nodes.two().price(id, 2);

		Awaitility.await()
			.untilAsserted(() -> assertThat(this.heard.of(id))
				.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(Invalidated.class, (invalidated) -> {
					assertThat(invalidated.cause()).isEqualTo(InvalidationCause.PEER);
					assertThat(invalidated.origin()).isNotBlank();
				})));
		assertThat(this.heard.of(id)).doesNotContain(new Updated("item", id));
		Awaitility.await()
			.untilAsserted(() -> assertThat(this.nodes.two().events().of(id)).contains(new Updated("item", id)));
	}

	@Test
	void namedEntriesAndCachesAreToldAsSuch() {
		long id = this.nodes.newItem(1);
		this.one.calmEvents();
		this.one.items().evict(id);
		this.one.items().clear("sku");

		Awaitility.await().untilAsserted(() -> {
			assertThat(this.heard.of(id)).contains(new Invalidated("item", null, id, InvalidationCause.MANUAL, null));
			assertThat(this.heard.all()).contains(new Cleared("item", "sku", InvalidationCause.MANUAL, null));
		});
		assertThat(this.heard.all()).doesNotContain(new Cleared("item", null, InvalidationCause.MANUAL, null));
	}

	@Test
	void entriesWithoutRoomAreTold() {
		String shelf = "shelf-of-events";
		this.one.commit((entityManager) -> {
			for (int i = 0; i < 40; i++) {
				entityManager.persist(new Shelf(new Shelf.Place(shelf, i), "a"));
			}
		});
		this.one.awaitCaughtUp();
		for (int i = 0; i < 40; i++) {
			this.one.shelves().findById(new Shelf.Place(shelf, i));
		}

		Awaitility.await()
			.untilAsserted(() -> assertThat(this.heard.all())
				.anySatisfy((event) -> assertThat(event).isInstanceOfSatisfying(Evicted.class, (evicted) -> {
					assertThat(evicted.cause()).isEqualTo(EvictionCause.SIZE);
					assertThat(evicted.key()).isInstanceOf(Shelf.Place.class);
				})));
	}

	@Test
	void failureOfTheSharedLevelIsTold() {
		this.one.log().down(true);
		this.one.items().evict(1L);
		this.one.log().down(false);

		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.untilAsserted(() -> assertThat(this.heard.all()).hasAtLeastOneElementOfType(Failed.class));
	}

	private static Invalidated changed(long id) {
		return new Invalidated("item", null, id, InvalidationCause.ENTITY, null);
	}

}
