package io.entitycache.promises;

import java.util.List;

import io.entitycache.Lookup;
import io.entitycache.fixtures.Threads;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Nothing uncommitted is visible outside its transaction, and a rollback is silent. */
class CommitBoundTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final ShopNode two = this.nodes.two();

	private final Threads threads = new Threads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void changeIsSeenInsideItsTransactionAndNowhereElse() {
		long id = cachedItem();
		this.one.commit((entityManager) -> {
			entityManager.find(Item.class, id).setPrice(2);
			entityManager.flush();

			assertThat(price(this.one, id)).isEqualTo(2);
			assertThat(this.one.items().findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice()).isEqualTo(2);
			assertThat(this.one.items().peek(id)).isInstanceOf(Lookup.NotLoaded.class);
			assertThat(this.threads.start(() -> price(this.one, id)).join()).isEqualTo(1);
			assertThat(price(this.two, id)).isEqualTo(1);
		});
		this.two.awaitCaughtUp();

		// The control: what was looked at does change when the change is committed.
		assertThat(price(this.one, id)).isEqualTo(2);
		assertThat(price(this.two, id)).isEqualTo(2);
	}

	@Test
	void whatAChangingTransactionLoadsIsForItselfUntilItCommits() {
		long id = this.nodes.newItem(1);
		this.one.commit((entityManager) -> {
			entityManager.createNativeQuery("update item set price = 2 where id = " + id).executeUpdate();
			assertThat(price(this.one, id)).isEqualTo(2);
			assertThat(this.one.items().findAllById(List.of(id)).get(id).getPrice()).isEqualTo(2);

			assertThat(this.threads.start(() -> price(this.one, id)).join()).isEqualTo(1);
			assertThat(price(this.two, id)).isEqualTo(1);
		});
		this.two.awaitCaughtUp();

		assertThat(price(this.two, id)).isEqualTo(2);
	}

	@Test
	void jdbcStatementInTheSameTransactionIsNotSharedEither() {
		long id = this.nodes.newItem(1);
		this.one.rollBack((entityManager) -> {
			this.one.jdbc().update("update item set price = 2 where id = ?", id);
			assertThat(price(this.one, id)).isEqualTo(2);
		});

		assertThat(price(this.one, id)).isEqualTo(1);
		assertThat(price(this.two, id)).isEqualTo(1);
	}

	@Test
	void rollbackOfAnUpdateIsSilent() {
		long id = cachedItem();
		long announced = this.one.announced();
		this.one.rollBack((entityManager) -> entityManager.find(Item.class, id).setPrice(2));

		assertThat(this.one.announced()).isEqualTo(announced);
		assertStillCached(id);
		// The control.
		this.one.price(id, 2);
		assertThat(this.one.announced()).isGreaterThan(announced);
	}

	@Test
	void rollbackOfADeletionIsSilent() {
		long id = cachedItem();
		long announced = this.one.announced();
		this.one.rollBack((entityManager) -> entityManager.remove(entityManager.find(Item.class, id)));

		assertThat(this.one.announced()).isEqualTo(announced);
		assertStillCached(id);
	}

	@Test
	void rollbackOfAnInsertionIsSilent() {
		long id = 77;
		assertThat(this.one.items().findById(id)).isEmpty();
		assertThat(this.two.items().findBy("sku", "rolled-back")).isEmpty();
		long announced = this.one.announced();
		this.one.rollBack((entityManager) -> {
			entityManager.persist(new Item(id, "rolled-back", 1));
			entityManager.flush();
			assertThat(this.one.items().findById(id)).isPresent();
		});

		assertThat(this.one.announced()).isEqualTo(announced);
		assertThat(this.one.items().peek(id)).isInstanceOf(Lookup.Absent.class);
		assertThat(this.two.items().peekBy("sku", "rolled-back")).isInstanceOf(Lookup.Absent.class);
	}

	@Test
	void rollbackOfABulkStatementAndOfNamedEvictionsIsSilent() {
		long id = cachedItem();
		long announced = this.one.announced();
		this.one.rollBack((entityManager) -> {
			entityManager.createQuery("update Item i set i.price = 9").executeUpdate();
			this.one.items().evict(id);
			this.one.items().clear();
			this.one.caches().invalidateTable("item");
		});

		assertThat(this.one.announced()).isEqualTo(announced);
		assertStillCached(id);
	}

	@Test
	void commitThatFailsCostsMissesAtMost() {
		long id = cachedItem();
		long taken = this.nodes.newItem(1);
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.one.commit((entityManager) -> {
			Item item = entityManager.find(Item.class, id);
			item.setPrice(2);
			item.setSku(TwoNodes.sku(taken));
		}));
		this.two.awaitCaughtUp();

		assertThat(price(this.one, id)).isEqualTo(1);
		assertThat(price(this.two, id)).isEqualTo(1);
		assertThat(this.one.items().findBy("sku", TwoNodes.sku(taken)).orElseThrow().getId()).isEqualTo(taken);
	}

	private void assertStillCached(long id) {
		this.nodes.both().forEach((node) -> {
			assertThat(node.items().peek(id)).isInstanceOf(Lookup.Present.class);
			long loads = node.items().statistics().loads();
			assertThat(price(node, id)).isEqualTo(1);
			assertThat(node.items().statistics().loads()).isEqualTo(loads);
		});
	}

	private long cachedItem() {
		long id = this.nodes.newItem(1);
		assertThat(price(this.one, id)).isEqualTo(1);
		assertThat(price(this.two, id)).isEqualTo(1);
		assertThat(this.one.items().findBy("sku", TwoNodes.sku(id))).isPresent();
		return id;
	}

	private static int price(ShopNode node, long id) {
		return node.items().findById(id).orElseThrow().getPrice();
	}

}
