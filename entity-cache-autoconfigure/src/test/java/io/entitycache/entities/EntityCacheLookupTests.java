package io.entitycache.entities;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import io.entitycache.EntityCache;
import io.entitycache.Lookup;
import io.entitycache.shop.Item;
import io.entitycache.shop.Note;
import io.entitycache.shop.Shelf;
import io.entitycache.shop.Shelf.Place;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.Token;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class EntityCacheLookupTests {

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode node = this.nodes.one();

	private final EntityCache<Item, Long> items = this.node.items();

	@Test
	void findsByIdAndNoMoreThanOneLoadIsMade() {
		long id = this.nodes.newItem(5);
		long loads = this.items.statistics().loads();

		assertThat(this.items.findById(id).orElseThrow().getPrice()).isEqualTo(5);
		assertThat(this.items.findById(id).orElseThrow().getSku()).isEqualTo(TwoNodes.sku(id));
		assertThat(this.items.statistics().loads() - loads).isOne();
	}

	@Test
	void findsByKeyAttributeAndTheEntityIsCachedByItsIdAsWell() {
		long id = this.nodes.newItem(5);
		assertThat(this.items.findBy("sku", TwoNodes.sku(id)).orElseThrow().getId()).isEqualTo(id);
		long loads = this.items.statistics().loads();

		assertThat(this.items.findBy("sku", TwoNodes.sku(id))).isPresent();
		assertThat(this.items.findById(id)).isPresent();
		assertThat(this.items.statistics().loads()).isEqualTo(loads);
	}

	@Test
	void unknownIdAndValueAreRememberedAsAbsent() {
		assertThat(this.items.findById(-5L)).isEmpty();
		assertThat(this.items.findBy("sku", "nowhere")).isEmpty();
		long loads = this.items.statistics().loads();
		assertThat(this.items.findById(-5L)).isEmpty();
		assertThat(this.items.findBy("sku", "nowhere")).isEmpty();

		assertThat(this.items.statistics().loads()).isEqualTo(loads);
		assertThat(this.items.peek(-5L)).isInstanceOf(Lookup.Absent.class);
		assertThat(this.items.contains(-5L)).isFalse();
		assertThat(this.items.containsBy("sku", "nowhere")).isFalse();
	}

	@Test
	void containsWhatIsCachedByIdAndByEachKeyAttribute() {
		long id = this.nodes.newItem(5);
		this.node.commit((entityManager) -> entityManager.find(Item.class, id).setBarcode("bar-" + id));
		this.node.awaitCaughtUp();
		assertThat(this.items.contains(id)).isFalse();
		this.items.findBy("sku", TwoNodes.sku(id));
		this.items.findBy("barcode", "bar-" + id);

		assertThat(this.items.contains(id)).isTrue();
		assertThat(this.items.containsBy("sku", TwoNodes.sku(id))).isTrue();
		assertThat(this.items.containsBy("barcode", "bar-" + id)).isTrue();
		assertThat(this.items.containsBy("barcode", "none")).isFalse();
		assertThat(this.items.contains(999_999L)).isFalse();
	}

	@Test
	void whatAnotherNodeHasLoadedIsContainedHere() {
		long id = this.nodes.newItem(5);
		this.nodes.two().items().findBy("sku", TwoNodes.sku(id));

		assertThat(this.items.contains(id)).isTrue();
		assertThat(this.items.containsBy("sku", TwoNodes.sku(id))).isTrue();
		assertThat(this.items.size()).isZero();
	}

	@Test
	void bulkReadKeepsTheOrderAndLeavesOutWhatIsNotThere() {
		List<Long> ids = this.nodes.newItems(3, 5);
		this.items.findById(ids.get(1));
		List<Long> wanted = List.of(ids.get(2), -1L, ids.get(0), ids.get(1), ids.get(2));
		long loads = this.items.statistics().loads();

		assertThat(this.items.findAllById(wanted).keySet()).containsExactly(ids.get(2), ids.get(0), ids.get(1));
		assertThat(this.items.statistics().loads() - loads).isOne();
		assertThat(this.items.findAllById(List.of())).isEmpty();
	}

	@Test
	void bulkReadByAttributeKeepsTheOrder() {
		List<Long> ids = this.nodes.newItems(3, 5);
		List<String> skus = List.of(TwoNodes.sku(ids.get(2)), "none", TwoNodes.sku(ids.get(0)));

		Map<String, Item> found = this.items.findAllBy("sku", skus);

		assertThat(found.keySet()).containsExactly(TwoNodes.sku(ids.get(2)), TwoNodes.sku(ids.get(0)));
		assertThat(found.get(TwoNodes.sku(ids.get(0))).getId()).isEqualTo(ids.get(0));
		assertThat(this.items.findAllBy("sku", skus).keySet()).isEqualTo(found.keySet());
	}

	@Test
	void whatCallersPassIsNeverChanged() {
		List<Long> ids = new ArrayList<>(this.nodes.newItems(2, 5));
		List<Long> copy = List.copyOf(ids);
		this.items.findAllById(ids);
		this.items.evictAll(ids);
		List<String> skus = new ArrayList<>(List.of("b", "a", "b"));
		this.items.findAllBy("sku", skus);

		assertThat(ids).isEqualTo(copy);
		assertThat(skus).containsExactly("b", "a", "b");
	}

	@Test
	void attributeThatIsNoKeyIsRefusedInWordsThatHelp() {
		assertThatIllegalArgumentException().isThrownBy(() -> this.items.findBy("price", 5))
			.withMessageContaining("price")
			.withMessageContaining("sku")
			.withMessageContaining("barcode");
		assertThatIllegalArgumentException().isThrownBy(() -> this.items.findBy("sku", 5));
		assertThatIllegalArgumentException().isThrownBy(() -> this.node.caches().get("nothing"))
			.withMessageContaining("item");
	}

	@Test
	void findAllIsWhatLevelOneHolds() {
		List<Long> ids = this.nodes.newItems(2, 5);
		this.items.findAllById(ids);
		this.items.findById(-5L);

		assertThat(this.items.findAll()).extracting(Item::getId).containsExactlyInAnyOrderElementsOf(ids);
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, -1, Long.MIN_VALUE, Long.MAX_VALUE })
	void unusualNumbersAreIds(long id) {
		this.node.repository().findById(id).ifPresent(this.node.repository()::delete);
		this.node.commit((entityManager) -> entityManager.persist(new Item(id, "sku" + id, 1)));
		assertThat(this.items.findById(id)).isPresent();
		this.node.price(id, 2);
		this.nodes.awaitCaughtUp();

		this.nodes.both()
			.forEach((each) -> assertThat(each.items().findById(id).orElseThrow().getPrice()).isEqualTo(2));
	}

	@ParameterizedTest
	@ValueSource(strings = { "constructor", "__proto__", "a:b", "*", " ", "\u20ac\uD83D\uDE00", "null" })
	void unusualTextsAreIds(String id) {
		this.node.commit((entityManager) -> entityManager.merge(new Note(id, "a")));
		this.nodes.both()
			.forEach((each) -> assertThat(each.notes().findById(id).orElseThrow().getText()).isEqualTo("a"));
		this.node.commit((entityManager) -> entityManager.find(Note.class, id).setText("b"));
		this.nodes.awaitCaughtUp();

		this.nodes.both()
			.forEach((each) -> assertThat(each.notes().findById(id).orElseThrow().getText()).isEqualTo("b"));
	}

	@Test
	void randomIdsAreIds() {
		UUID id = UUID.randomUUID();
		assertThat(this.node.tokens().findById(id)).isEmpty();
		this.node.commit((entityManager) -> entityManager.persist(new Token(id, "a")));
		this.nodes.awaitCaughtUp();

		this.nodes.both().forEach((each) -> assertThat(each.tokens().findById(id)).isPresent());
	}

	static Stream<Place> places() {
		return Stream.of(new Place("a", 1), new Place("a,1", -1), new Place("", 0));
	}

	@ParameterizedTest
	@MethodSource("places")
	void idsOfSeveralPartsAreIds(Place id) {
		this.node.commit((entityManager) -> entityManager.merge(new Shelf(id, "a")));
		this.nodes.awaitCaughtUp();
		this.nodes.both().forEach((each) -> assertThat(each.shelves().findById(id)).isPresent());
		this.node.commit((entityManager) -> entityManager.remove(entityManager.find(Shelf.class, id)));
		this.nodes.awaitCaughtUp();

		this.nodes.both().forEach((each) -> assertThat(each.shelves().findById(id)).isEmpty());
	}

}
