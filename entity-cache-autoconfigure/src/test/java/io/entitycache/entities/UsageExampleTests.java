package io.entitycache.entities;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.entitycache.EntityCache;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages about coming from another library show, on two nodes. */
class UsageExampleTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode node = this.nodes.one();

	private final EntityCache<Item, Long> items = this.node.items();

	@Test
	void productsAreFoundByEitherOfTwoCodes() {
		long id = this.nodes.newItem(7);
		this.node.commit((entityManager) -> entityManager.find(Item.class, id).setBarcode("code-" + id));
		this.nodes.awaitCaughtUp();

		assertThat(this.items.findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice()).isEqualTo(7);
		assertThat(this.items.findBy("barcode", "code-" + id).orElseThrow().getPrice()).isEqualTo(7);
		assertThat(this.nodes.two().items().findBy("barcode", "code-" + id).orElseThrow().getId()).isEqualTo(id);
	}

	@Test
	void manyAreFetchedAtOnceAndWhatIsMissingIsKnown() {
		List<Long> ids = this.nodes.newItems(2, 1);
		List<String> wanted = List.of(TwoNodes.sku(ids.get(1)), "sku-of-nothing", TwoNodes.sku(ids.get(0)));
		Map<String, Item> found = this.items.findAllBy("sku", wanted);
		List<String> missing = new ArrayList<>(wanted);
		missing.removeAll(found.keySet());

		assertThat(found.keySet()).containsExactly(wanted.get(0), wanted.get(2));
		assertThat(missing).containsExactly("sku-of-nothing");
	}

	/** A key that another program changes is evicted by its old value. */
	@Test
	void changedEmailIsForgottenOnEveryNode() {
		long id = this.nodes.newItem(1);
		this.nodes.both().forEach((each) -> each.items().findBy("sku", TwoNodes.sku(id)));
		this.node.jdbc().update("update item set sku = ? where id = ?", "moved-" + id, id);
		this.items.evictBy("sku", TwoNodes.sku(id));
		this.nodes.awaitCaughtUp();

		this.nodes.both().forEach((each) -> {
			assertThat(each.items().findBy("sku", TwoNodes.sku(id))).isEmpty();
			assertThat(each.items().findBy("sku", "moved-" + id)).isPresent();
		});
	}

	/** Who needs more than a moment's trust in a cached row says so when writing. */
	@Test
	void copyIsChangedByMergingIt() {
		long id = this.nodes.newItem(1);
		Item copy = this.items.findById(id).orElseThrow();
		copy.setPrice(2);
		this.node.commit((entityManager) -> entityManager.merge(copy));
		this.nodes.awaitCaughtUp();

		this.nodes.both()
			.forEach((each) -> assertThat(each.items().findById(id).orElseThrow().getPrice()).isEqualTo(2));
	}

}
