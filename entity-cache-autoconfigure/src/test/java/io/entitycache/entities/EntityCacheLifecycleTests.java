package io.entitycache.entities;

import io.entitycache.EntityCache;
import io.entitycache.orchestrator.EntityCacheEngine;
import io.entitycache.shop.Item;
import io.entitycache.shop.Note;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

class EntityCacheLifecycleTests {

	private final TwoNodes nodes = TwoNodes.shared();

	@Test
	void nodeThatLeavesTakesNothingWithItAndTheNextOneIsServed() {
		long id = this.nodes.newItem(5);
		try (ShopNode third = TwoNodes.startThird()) {
			third.items().findBy("sku", TwoNodes.sku(id));
			stopAndStartAgain(third);
		}
		assertThat(TwoNodes.slots()).isPositive();

		try (ShopNode next = TwoNodes.startThird()) {
			EntityCache<Item, Long> items = next.items();
			Item byKey = items.findBy("sku", TwoNodes.sku(id)).orElseThrow();
			assertThat(byKey.getPrice()).isEqualTo(5);
			assertThat(byKey.getPicture()).containsExactly(1, 2, 3);
			assertThat(byKey.getListedAt()).hasTime(0);
			assertThat(items.findById(id).orElseThrow().getLabels()).containsExactly("new");
			assertThat(items.statistics().loads()).isZero();
			assertThat(items.statistics().level2Hits()).isPositive();
		}
	}

	@Test
	void nodeThatLeavesPaysWhatItOwes() {
		long id = this.nodes.newItem(5);
		try (ShopNode third = TwoNodes.startThird()) {
			this.nodes.one().items().findById(id);
			third.log().down(true);
			third.price(id, 6);
			assertThat(third.caches().sharedLevel().owed()).isPositive();
			// Control: nobody else has heard of it.
			assertThat(this.nodes.one().items().findById(id).orElseThrow().getPrice()).isEqualTo(5);
			third.log().down(false);
		}
		this.nodes.awaitCaughtUp();

		assertThat(this.nodes.one().items().findById(id).orElseThrow().getPrice()).isEqualTo(6);
	}

	@Test
	void cachesChangedInOneTransactionAreAnnouncedTogether() {
		long id = this.nodes.newItem(5);
		long before = this.nodes.one().announced();
		this.nodes.one().price(id, 6);
		long forOneCache = this.nodes.one().announced() - before;

		before = this.nodes.one().announced();
		this.nodes.one().commit((entityManager) -> {
			entityManager.find(Item.class, id).setPrice(7);
			entityManager.persist(new Note("together-" + id, "text"));
			entityManager.createQuery("delete from Token t where t.id is null").executeUpdate();
			this.nodes.one().repository().findById(id).orElseThrow().setBarcode("together-" + id);
		});

		assertThat(this.nodes.one().announced() - before).isEqualTo(forOneCache);
	}

	private void stopAndStartAgain(ShopNode node) {
		EntityCacheEngine engine = node.context().getBean(EntityCacheEngine.class);
		engine.stop();
		assertThat(engine.isRunning()).isFalse();
		assertThat(node.items().findAll()).hasSizeLessThanOrEqualTo(1);
		// What belongs to the application is left open.
		try (RedisConnection connection = node.context().getBean(RedisConnectionFactory.class).getConnection()) {
			assertThat(connection.ping()).isEqualTo("PONG");
		}
		long changed = this.nodes.newItem(1);
		node.items().findById(changed);
		this.nodes.one().price(changed, 2);
		engine.start();
		node.awaitConnected();

		assertThat(node.items().findById(changed).orElseThrow().getPrice()).isEqualTo(2);
	}

}
