package io.entitycache.entities;

import java.util.List;

import io.entitycache.EntityCache;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EntityCacheInvalidationTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final ShopNode two = this.nodes.two();

	private long id;

	private String sku = "";

	private String barcode = "";

	@BeforeEach
	void cacheOneItemEverywhere() {
		this.id = this.nodes.newItem(1);
		this.sku = TwoNodes.sku(this.id);
		this.barcode = "bar-" + this.id;
		this.one.commit((entityManager) -> entityManager.find(Item.class, this.id).setBarcode(this.barcode));
		this.nodes.awaitCaughtUp();
		for (ShopNode node : this.nodes.both()) {
			node.items().findBy("sku", this.sku);
			node.items().findBy("barcode", this.barcode);
			node.items().findById(this.id);
		}
		this.one.observer().facts().clear();
		this.two.observer().facts().clear();
	}

	@Test
	void evictedByIdItIsNowhere() {
		this.one.items().evict(this.id);

		assertNowhere();
	}

	@Test
	void evictedByAnyKeyItIsNowhere() {
		this.one.items().evictBy("barcode", this.barcode);

		assertNowhere();
	}

	@Test
	void evictedByAKeyThatNobodyHasLookedUpItIsNowhere() {
		this.one.items().clear("barcode");
		this.nodes.awaitCaughtUp();
		this.two.items().evictBy("barcode", this.barcode);

		assertNowhere();
	}

	@Test
	void evictionOfWhatNobodyKnowsDoesNoHarm() {
		this.one.items().evictBy("sku", "nowhere");
		this.one.items().evict(-77L);
		this.nodes.awaitCaughtUp();

		assertThat(this.two.items().contains(this.id)).isTrue();
	}

	@Test
	void evictionIsToldOnceOnEachNode() {
		this.one.items().evict(this.id);
		this.nodes.awaitCaughtUp();

		assertThat(this.one.observer().count("invalidated item MANUAL")).isOne();
		assertThat(this.two.observer().count("invalidated item PEER")).isOne();
	}

	@Test
	void commitIsToldOnceOnItsOwnNode() {
		this.one.price(this.id, 2);

		assertThat(this.one.observer().count("invalidated item ENTITY")).isOne();
	}

	@Test
	void clearForgetsEverythingEverywhere() {
		this.one.items().clear();

		assertNowhere();
		assertThat(this.one.items().size()).isZero();
		assertThat(this.two.items().size("sku")).isZero();
	}

	@Test
	void clearOfOneAttributeLeavesTheOthers() {
		this.one.items().clear("sku");
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(node.items().size("sku")).isZero();
			assertThat(node.items().containsBy("sku", this.sku)).isFalse();
			assertThat(node.items().containsBy("barcode", this.barcode)).isTrue();
			assertThat(node.items().contains(this.id)).isTrue();
		}
	}

	@Test
	void tableOfAnUnseenWriterInvalidatesWhatIsCachedOfIt() {
		this.one.jdbc().update("update item set price = 2 where id = ?", this.id);
		this.one.caches().invalidateTable("ITEM");
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(node.items().findById(this.id).orElseThrow().getPrice()).isEqualTo(2);
		}
	}

	@Test
	void rowOfAnUnseenWriterIsInvalidatedWithTheValuesItHasNow() {
		this.nodes.both().forEach((node) -> assertThat(node.items().findBy("sku", "other-" + this.sku)).isEmpty());
		long neighbour = this.nodes.newItem(5);
		this.two.items().findById(neighbour);
		this.one.jdbc().update("update item set sku = ? where id = ?", "other-" + this.sku, this.id);

		this.one.caches().invalidate(Item.class, this.id);
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(node.items().findBy("sku", "other-" + this.sku)).isPresent();
			assertThat(node.items().findBy("sku", this.sku)).isEmpty();
		}
		assertThat(this.two.items().contains(neighbour)).isTrue();
	}

	@Test
	void invalidationOfARowInATransactionWaitsForItsCommit() {
		this.one.rollBack((entityManager) -> this.one.caches().invalidate(Item.class, this.id));
		this.nodes.awaitCaughtUp();

		assertThat(this.two.items().contains(this.id)).isTrue();
	}

	@Test
	void invalidationOfARowThatIsGoneForgetsIt() {
		this.one.jdbc().update("delete from item_labels where item_id = ?", this.id);
		this.one.jdbc().update("delete from item where id = ?", this.id);

		this.one.caches().invalidate(Item.class, this.id);

		assertNowhere();
	}

	@Test
	void invalidationOfWhatIsNotCachedListsWhatIs() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.one.caches().invalidate(String.class, "x"))
			.withMessageContaining("java.lang.String")
			.withMessageContaining("item");
		assertThatIllegalArgumentException().isThrownBy(() -> this.one.caches().invalidate(Item.class, "x"));
	}

	@Test
	void evictionInATransactionWaitsForItsCommit() {
		this.one.commit((entityManager) -> {
			this.one.items().evict(this.id);
			assertThat(this.two.items().contains(this.id)).isTrue();
		});

		assertNowhere();
	}

	@Test
	void changedKeyAttributeLeadsFromTheNewValueAloneOnAllNodes() {
		assertThat(this.two.items().findBy("sku", "new-" + this.sku)).isEmpty();
		this.one.commit((entityManager) -> entityManager.find(Item.class, this.id).setSku("new-" + this.sku));
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(node.items().findBy("sku", this.sku)).isEmpty();
			assertThat(node.items().findBy("sku", "new-" + this.sku).orElseThrow().getId()).isEqualTo(this.id);
			assertThat(node.items().findBy("barcode", this.barcode).orElseThrow().getSku()).startsWith("new-");
		}
	}

	@Test
	void valueThatGoesToAnotherRowLeadsThere() {
		long other = this.nodes.newItem(9);
		this.one.commit((entityManager) -> {
			entityManager.find(Item.class, this.id).setSku("old-" + this.sku);
			entityManager.flush();
			entityManager.find(Item.class, other).setSku(this.sku);
		});
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(node.items().findBy("sku", this.sku).orElseThrow().getId()).isEqualTo(other);
		}
	}

	@Test
	void pointerThatWasLeftOverCostsALoadAndNoMore() {
		this.one.jdbc().update("update item set sku = ? where id = ?", "moved-" + this.sku, this.id);
		this.one.items().evict(this.id);
		this.nodes.awaitCaughtUp();

		for (ShopNode node : this.nodes.both()) {
			assertThat(node.items().findBy("sku", this.sku)).isEmpty();
			assertThat(node.items().findAllBy("sku", List.of(this.sku))).isEmpty();
		}
	}

	private void assertNowhere() {
		this.nodes.awaitCaughtUp();
		for (ShopNode node : this.nodes.both()) {
			EntityCache<Item, Long> items = node.items();
			assertThat(items.contains(this.id)).isFalse();
			assertThat(items.containsBy("sku", this.sku)).isFalse();
			assertThat(items.containsBy("barcode", this.barcode)).isFalse();
			assertThat(items.findAll()).isEmpty();
		}
	}

}
