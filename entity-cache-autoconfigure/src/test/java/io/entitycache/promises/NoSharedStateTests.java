package io.entitycache.promises;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.entitycache.Lookup;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.Token;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Callers get their own copies: changing one changes no one else's. */
class NoSharedStateTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode node = this.nodes.one();

	@Test
	void changingACopyChangesNoOtherWhateverWayItCame() {
		long id = this.nodes.newItem(1);
		String sku = TwoNodes.sku(id);
		spoil(this.node.items().findById(id).orElseThrow());
		assertUnspoilt(this.node.items().findById(id).orElseThrow());
		spoil(this.node.items().findById(id).orElseThrow());
		spoil(this.node.items().findBy("sku", sku).orElseThrow());
		assertUnspoilt(this.node.items().findBy("sku", sku).orElseThrow());
		Map<Long, Item> all = this.node.items().findAllById(List.of(id));
		spoil(all.get(id));
		assertUnspoilt(this.node.items().findAllById(List.of(id)).get(id));
		spoil(this.node.items().findAllBy("sku", List.of(sku)).get(sku));
		assertUnspoilt(this.node.items().findAllBy("sku", List.of(sku)).get(sku));
		this.node.items().findAll().forEach(NoSharedStateTests::spoil);
		assertThat(this.node.items().findAll()).filteredOn((item) -> item.getId() == id)
			.allSatisfy(NoSharedStateTests::assertUnspoilt);
		Lookup<Item> peeked = this.node.items().peek(id);
		spoil(peeked.value().orElseThrow());
		assertUnspoilt(this.node.items().peek(id).value().orElseThrow());
		assertUnspoilt(this.nodes.two().items().findById(id).orElseThrow());
	}

	@Test
	void copyThatWasLoadedIsNotWhatIsCached() {
		long id = this.nodes.newItem(1);
		Item first = this.node.items().findById(id).orElseThrow();
		Item second = this.node.items().findById(id).orElseThrow();

		assertThat(second).isNotSameAs(first);
		assertThat(second.getListedAt()).isNotSameAs(first.getListedAt());
		assertThat(second.getPicture()).isNotSameAs(first.getPicture());
		assertThat(second.getSize()).isNotSameAs(first.getSize());
		assertThat(second.getLabels()).isNotSameAs(first.getLabels());
	}

	@Test
	void changingAManagedEntityChangesNoCopy() {
		long id = this.nodes.newItem(1);
		this.node.rollBack((entityManager) -> {
			Item managed = entityManager.find(Item.class, id);
			assertUnspoilt(this.node.items().findById(id).orElseThrow());
			managed.setPrice(5);
		});

		assertUnspoilt(this.node.items().findById(id).orElseThrow());
	}

	@Test
	void resultsCanBeChangedByTheirCaller() {
		long id = this.nodes.newItem(1);
		this.node.items().findAllById(List.of(id)).clear();
		this.node.items().findAll().clear();

		assertThat(this.node.items().findAllById(List.of(id))).containsKey(id);
	}

	@Test
	void instanceThatAllCallersShareIsSpoiltForAll() {
		// The control: a cache that was told to share.
		UUID id = UUID.randomUUID();
		this.node.commit((entityManager) -> entityManager.persist(new Token(id, "a")));
		this.node.awaitCaughtUp();
		this.node.tokens().findById(id).orElseThrow();
		Token shared = this.node.tokens().findById(id).orElseThrow();
		shared.setText("b");

		assertThat(this.node.tokens().findById(id).orElseThrow().getText()).isEqualTo("b");
	}

	private static void spoil(Item item) {
		item.setPrice(-1);
		item.setSku("spoilt");
		item.getListedAt().setTime(99);
		item.getPicture()[0] = 99;
		item.getSize().setWidth(99);
		item.getLabels().clear();
		item.getLabels().add("spoilt");
	}

	private static void assertUnspoilt(Item item) {
		assertThat(item.getPrice()).isOne();
		assertThat(item.getSku()).isEqualTo(TwoNodes.sku(item.getId()));
		assertThat(item.getListedAt()).hasTime(0);
		assertThat(item.getPicture()).containsExactly(1, 2, 3);
		assertThat(item.getSize().getWidth()).isOne();
		assertThat(item.getLabels()).containsExactly("new");
	}

}
