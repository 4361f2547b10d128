package io.entitycache.promises;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;

import io.entitycache.fixtures.Threads;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** After a commit has returned, every later read on its node sees it or a newer one. */
class ReadYourCommitsTests {

	private static final int COMMITS = 150;

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final ShopNode two = this.nodes.two();

	private final Threads threads = new Threads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void everyThreadOfTheNodeSeesWhatWasCommitted() {
		long id = this.nodes.newItem(0);
		AtomicInteger committed = new AtomicInteger();
		AtomicBoolean ended = new AtomicBoolean();
		List<Threads.Running<Integer>> readers = new ArrayList<>();
		readers.add(this.threads.start(() -> late(committed, ended, () -> price(this.one, id))));
		readers.add(this.threads.start(() -> late(committed, ended, () -> priceBySku(this.one, id))));
		readers.add(this.threads.start(() -> late(committed, ended, () -> priceInBulk(this.one, id))));
		// A reader elsewhere fills the shared level in between.
		Threads.Running<Integer> elsewhere = this.threads.start(() -> {
			while (!ended.get()) {
				price(this.two, id);
			}
			return 0;
		});

		for (int price = 1; price <= COMMITS; price++) {
			this.one.price(id, price);
			committed.set(price);
			assertThat(price(this.one, id)).isEqualTo(price);
		}
		ended.set(true);

		readers.forEach((reader) -> assertThat(reader.join()).isZero());
		elsewhere.join();
		this.two.awaitCaughtUp();
		assertThat(price(this.two, id)).isEqualTo(COMMITS);
	}

	@Test
	void writersOnBothNodesSeeTheirOwn() {
		List<Long> ids = this.nodes.newItems(2, 0);
		List<Threads.Running<Void>> writers = new ArrayList<>();
		for (ShopNode node : this.nodes.both()) {
			long id = ids.get(writers.size());
			writers.add(this.threads.start(() -> {
				for (int price = 1; price <= COMMITS / 2; price++) {
					node.price(id, price);
					assertThat(price(node, id)).isEqualTo(price);
					assertThat(priceBySku(node, id)).isEqualTo(price);
					node.items().findAllById(ids);
				}
				return null;
			}));
		}

		writers.forEach(Threads.Running::join);
		this.nodes.awaitCaughtUp();
		this.nodes.both().forEach((node) -> ids.forEach((id) -> assertThat(price(node, id)).isEqualTo(COMMITS / 2)));
	}

	@Test
	void bulkAndNativeStatementsAreSeenToo() {
		long id = this.nodes.newItem(0);
		for (int price = 1; price <= 20; price++) {
			int next = price;
			assertThat(price(this.one, id)).isEqualTo(price - 1);
			this.one.commit((entityManager) -> {
				if (next % 2 == 0) {
					entityManager.createQuery("update Item i set i.price = :price where i.id = :id")
						.setParameter("price", next)
						.setParameter("id", id)
						.executeUpdate();
				}
				else {
					entityManager.createNativeQuery("update item set price = ? where id = ?")
						.setParameter(1, next)
						.setParameter(2, id)
						.executeUpdate();
				}
			});
			assertThat(price(this.one, id)).isEqualTo(price);
		}
	}

	@Test
	void deletionAndInsertionAreSeen() {
		long id = this.nodes.newItem(1);
		for (int i = 0; i < 20; i++) {
			assertThat(this.one.items().findById(id)).isPresent();
			this.one.repository().deleteById(id);
			assertThat(this.one.items().findById(id)).isEmpty();
			assertThat(this.one.items().findBy("sku", TwoNodes.sku(id))).isEmpty();
			this.one.commit((entityManager) -> entityManager.persist(new Item(id, TwoNodes.sku(id), 1)));
			assertThat(this.one.items().findBy("sku", TwoNodes.sku(id))).isPresent();
		}
	}

	@Test
	void commitOfAWriterThatNobodySeesIsNotSeen() {
		// The control: the same look at a change that is announced to nobody.
		long id = this.nodes.newItem(0);
		assertThat(price(this.one, id)).isZero();
		this.one.jdbc().update("update item set price = 1 where id = ?", id);

		assertThat(price(this.one, id)).isZero();
	}

	// How often a read that began after a commit saw something older.
	private static int late(AtomicInteger committed, AtomicBoolean ended, IntSupplier read) {
		int late = 0;
		while (!ended.get()) {
			int least = committed.get();
			late += (read.getAsInt() < least) ? 1 : 0;
		}
		return late;
	}

	private static int price(ShopNode node, long id) {
		return node.items().findById(id).orElseThrow().getPrice();
	}

	private static int priceBySku(ShopNode node, long id) {
		return node.items().findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice();
	}

	private static int priceInBulk(ShopNode node, long id) {
		return node.items().findAllById(List.of(id)).get(id).getPrice();
	}

}
