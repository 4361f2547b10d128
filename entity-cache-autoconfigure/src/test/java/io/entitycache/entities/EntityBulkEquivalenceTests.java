package io.entitycache.entities;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;

import io.entitycache.EntityCache;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random changes on two nodes against a map: single and bulk reads, by id and by key
 * attribute, say what the map says.
 */
class EntityBulkEquivalenceTests {

	private static final int ROWS = 8;

	private final TwoNodes nodes = TwoNodes.shared();

	/** Price by id, of the rows there are. */
	private final Map<Long, Integer> prices = new HashMap<>();

	private final Map<Long, String> skus = new HashMap<>();

	private final List<Long> ids = this.nodes.newItems(ROWS, 0);

	private final List<String> known = new ArrayList<>();

	@ParameterizedTest
	@ValueSource(longs = { 1, 2, 3 })
	void singleAndBulkReadsByIdAndByKeyAgreeWithTheDatabase(long seed) {
		this.ids.forEach((id) -> remember(id, TwoNodes.sku(id), 0));
		Random random = new Random(seed);
		for (int step = 0; step < 200; step++) {
			ShopNode node = this.nodes.both().get(random.nextInt(2));
			switch (random.nextInt(8)) {
				case 0 -> change(node, random, step);
				case 1 -> createOrDelete(node, random, step);
				case 2 -> forget(node, random);
				default -> read(this.nodes.both().get(random.nextInt(2)).items(), random);
			}
		}
	}

	private void change(ShopNode node, Random random, int step) {
		Long id = any(this.ids, random);
		if (!this.prices.containsKey(id)) {
			return;
		}
		String sku = random.nextBoolean() ? "m-" + id + "-" + step : Objects.requireNonNull(this.skus.get(id));
		boolean committed = random.nextInt(4) > 0;
		node.transactions().executeWithoutResult((status) -> {
			Item item = node.entityManager().find(Item.class, id);
			item.setPrice(step);
			item.setSku(sku);
			node.entityManager().flush();
			if (!committed) {
				status.setRollbackOnly();
			}
		});
		if (committed) {
			remember(id, sku, step);
		}
		this.nodes.awaitCaughtUp();
	}

	private void createOrDelete(ShopNode node, Random random, int step) {
		Long id = any(this.ids, random);
		if (this.prices.containsKey(id)) {
			node.commit((entityManager) -> entityManager.remove(entityManager.find(Item.class, id)));
			this.prices.remove(id);
			this.skus.remove(id);
		}
		else {
			String sku = any(this.known, random);
			if (this.skus.containsValue(sku)) {
				return;
			}
			node.commit((entityManager) -> entityManager.persist(new Item(id, sku, step)));
			remember(id, sku, step);
		}
		this.nodes.awaitCaughtUp();
	}

	private void forget(ShopNode node, Random random) {
		switch (random.nextInt(3)) {
			case 0 -> node.items().evict(any(this.ids, random));
			case 1 -> node.items().evictBy("sku", any(this.known, random));
			default -> node.items().clear("sku");
		}
		this.nodes.awaitCaughtUp();
	}

	private void read(EntityCache<Item, Long> items, Random random) {
		List<Long> someIds = some(this.ids, random);
		List<String> someSkus = some(this.known, random);
		Map<Long, Item> byId = items.findAllById(someIds);
		Map<String, Item> bySku = items.findAllBy("sku", someSkus);

		assertThat(byId.keySet())
			.containsExactlyElementsOf(distinct(someIds).filter(this.prices::containsKey).toList());
		assertThat(bySku.keySet())
			.containsExactlyElementsOf(distinct(someSkus).filter(this.skus::containsValue).toList());
		byId.forEach((id, item) -> assertThat(item.getPrice()).isEqualTo(this.prices.get(id)));
		bySku.forEach((sku, item) -> assertThat(this.skus).containsEntry(item.getId(), sku));
		for (Long id : someIds) {
			assertThat(items.findById(id).map(Item::getPrice).orElse(null)).isEqualTo(this.prices.get(id));
		}
		for (String sku : someSkus) {
			assertThat(items.findBy("sku", sku).map(Item::getId))
				.isEqualTo(this.ids.stream().filter((id) -> sku.equals(this.skus.get(id))).findFirst());
		}
	}

	private void remember(Long id, String sku, int price) {
		this.prices.put(id, price);
		this.skus.put(id, sku);
		if (!this.known.contains(sku)) {
			this.known.add(sku);
		}
	}

	private static <E> Stream<E> distinct(List<E> all) {
		return new LinkedHashSet<>(all).stream();
	}

	private static <E> E any(List<E> all, Random random) {
		return all.get(random.nextInt(all.size()));
	}

	private static <E> List<E> some(List<E> all, Random random) {
		return random.ints(1 + random.nextInt(5), 0, all.size()).mapToObj(all::get).toList();
	}

}
