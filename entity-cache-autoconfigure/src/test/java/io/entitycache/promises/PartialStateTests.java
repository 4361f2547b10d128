package io.entitycache.promises;

import java.util.List;

import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the application reads in part is never what is cached. */
class PartialStateTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode node = this.nodes.one();

	@Test
	void neitherAProjectionNorAReferenceSpoilsTheCache() {
		long id = this.nodes.newItem(5);
		this.node.commit((entityManager) -> {
			Item reference = entityManager.getReference(Item.class, id);
			assertThat(entityManager.createQuery("select i.price from Item i where i.id = :id", Integer.class)
				.setParameter("id", id)
				.getSingleResult()).isEqualTo(5);
			assertThat(entityManager.createQuery("select i.id, i.sku from Item i where i.id = :id")
				.setParameter("id", id)
				.getResultList()).hasSize(1);
			assertWhole(id, this.node.items().findById(id).orElseThrow());
			assertThat(reference.getId()).isEqualTo(id);
		});

		this.nodes.both().forEach((each) -> assertWhole(id, each.items().findById(id).orElseThrow()));
	}

	@Test
	void changeOfOneAttributeLeavesTheOthersInTheCache() {
		long id = this.nodes.newItem(5);
		this.nodes.both().forEach((each) -> each.items().findById(id));
		this.node
			.commit((entityManager) -> entityManager.createQuery("update Item i set i.barcode = :code where i.id = :id")
				.setParameter("code", "part-" + id)
				.setParameter("id", id)
				.executeUpdate());
		this.nodes.awaitCaughtUp();

		this.nodes.both().forEach((each) -> {
			Item item = each.items().findAllById(List.of(id)).get(id);
			assertThat(item.getBarcode()).isEqualTo("part-" + id);
			assertWhole(id, item);
		});
	}

	private static void assertWhole(long id, Item item) {
		assertThat(item.getSku()).isEqualTo(TwoNodes.sku(id));
		assertThat(item.getPrice()).isEqualTo(5);
		assertThat(item.getPicture()).containsExactly(1, 2, 3);
		assertThat(item.getSize().getWidth()).isOne();
		assertThat(item.getLabels()).containsExactly("new");
	}

}
