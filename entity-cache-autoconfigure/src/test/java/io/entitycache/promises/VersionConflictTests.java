package io.entitycache.promises;

import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import org.springframework.dao.OptimisticLockingFailureException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Two change one row, and one of them loses. */
class VersionConflictTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final ShopNode two = this.nodes.two();

	@Test
	void loserOfAConflictSeesTheWinnersStateOnEveryNode() {
		long id = cachedItem();
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> this.one.commit((entityManager) -> {
				entityManager.find(Item.class, id).setPrice(2);
				this.two.price(id, 3);
			}));
		this.nodes.awaitCaughtUp();

		assertPrice(id, 3);
	}

	@Test
	void copyOfACacheThatIsOutOfDateIsRefusedWhenItIsMerged() {
		long id = cachedItem();
		Item copy = this.one.items().findById(id).orElseThrow();
		this.two.price(id, 3);
		copy.setPrice(2);
		assertThatExceptionOfType(OptimisticLockingFailureException.class)
			.isThrownBy(() -> this.one.repository().saveAndFlush(copy));
		this.nodes.awaitCaughtUp();

		assertPrice(id, 3);
		// The control: the winner's copy is accepted.
		Item next = this.one.items().findById(id).orElseThrow();
		next.setPrice(4);
		this.one.repository().saveAndFlush(next);
		this.nodes.awaitCaughtUp();
		assertPrice(id, 4);
	}

	private long cachedItem() {
		long id = this.nodes.newItem(1);
		assertPrice(id, 1);
		return id;
	}

	private void assertPrice(long id, int price) {
		this.nodes.both().forEach((node) -> {
			assertThat(node.items().findById(id).orElseThrow().getPrice()).isEqualTo(price);
			assertThat(node.items().findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice()).isEqualTo(price);
		});
	}

}
