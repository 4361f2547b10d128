package io.entitycache.promises;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

import io.entitycache.fixtures.Threads;
import io.entitycache.shop.Item;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A value that was read from the database before a commit is never kept after it. Each
 * test stops a load between its read and its fill, and commits meanwhile.
 */
class NoResurrectionTests {

	private static final TwoNodes NODES = TwoNodes.shared();

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode loading = this.nodes.one();

	private final Threads threads = new Threads();

	private final Threads.Barrier barrier = new Threads.Barrier();

	@AfterEach
	void close() {
		this.barrier.release();
		this.threads.close();
	}

	static Stream<Arguments> loadsAndWriters() {
		List<Named<Load>> loads = List.of(Named.of("single", NoResurrectionTests::price),
				Named.of("bulk", (node, id) -> node.items().findAllById(List.of(id, 1L)).get(id).getPrice()),
				Named.of("by attribute",
						(node, id) -> node.items().findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice()),
				Named.of("bulk by attribute",
						(node, id) -> node.items()
							.findAllBy("sku", List.of(TwoNodes.sku(id), "none"))
							.get(TwoNodes.sku(id))
							.getPrice()));
		List<Named<ShopNode>> writers = List.of(Named.of("same node", NODES.one()),
				Named.of("other node", NODES.two()));
		return loads.stream().flatMap((load) -> writers.stream().map((writer) -> Arguments.of(load, writer)));
	}

	@ParameterizedTest(name = "{0}, committed on the {1}", autoCloseArguments = false)
	@MethodSource("loadsAndWriters")
	void loadFromBeforeACommitIsNotKept(Load load, ShopNode writer) {
		long id = this.nodes.newItem(1);
		Threads.Running<Integer> paused = pauseBeforeFill(() -> load.price(this.loading, id));
		writer.price(id, 2);
		resume();

		assertThat(paused.join()).isEqualTo(1);
		assertEverybodySees(id, 2);
	}

	@ParameterizedTest(name = "{0}, committed on the {1}", autoCloseArguments = false)
	@MethodSource("loadsAndWriters")
	void loadFromBeforeADeletionIsNotKept(Load load, ShopNode writer) {
		long id = this.nodes.newItem(1);
		Threads.Running<Integer> paused = pauseBeforeFill(() -> load.price(this.loading, id));
		writer.repository().deleteById(id);
		resume();

		assertThat(paused.join()).isEqualTo(1);
		this.nodes.awaitCaughtUp();
		this.nodes.both().forEach((node) -> {
			assertThat(node.items().findById(id)).isEmpty();
			assertThat(node.items().findBy("sku", TwoNodes.sku(id))).isEmpty();
		});
	}

	@ParameterizedTest(name = "{0}, committed on the {1}", autoCloseArguments = false)
	@MethodSource("loadsAndWriters")
	void loadFromBeforeABulkStatementIsNotKept(Load load, ShopNode writer) {
		long id = this.nodes.newItem(1);
		Threads.Running<Integer> paused = pauseBeforeFill(() -> load.price(this.loading, id));
		writer.commit((entityManager) -> entityManager.createQuery("update Item i set i.price = 2 where i.id = " + id)
			.executeUpdate());
		resume();

		assertThat(paused.join()).isEqualTo(1);
		assertEverybodySees(id, 2);
	}

	@Test
	void absenceFromBeforeAnInsertionIsNotKept() {
		long id = 50;
		this.nodes.one().repository().findById(id).ifPresent(this.nodes.one().repository()::delete);
		this.nodes.awaitCaughtUp();
		Threads.Running<Boolean> paused = pauseBeforeFill(
				() -> this.loading.items().findBy("sku", TwoNodes.sku(id)).isEmpty());
		this.nodes.two().commit((entityManager) -> entityManager.persist(new Item(id, TwoNodes.sku(id), 2)));
		resume();

		assertThat(paused.join()).isTrue();
		assertEverybodySees(id, 2);
	}

	@Test
	void copyFromTheSharedLevelFromBeforeACommitIsNotKept() {
		long id = this.nodes.newItem(1);
		price(this.nodes.two(), id);
		this.loading.level2().afterRead(this.barrier);
		Threads.Running<Integer> paused = this.threads.start(() -> price(this.loading, id));
		this.barrier.awaitReached();
		this.loading.level2().afterRead(() -> {
		});
		this.loading.price(id, 2);
		this.barrier.release();

		assertThat(paused.join()).isEqualTo(1);
		assertEverybodySees(id, 2);
	}

	@Test
	void snapshotFromBeforeACommitFillsNothing() {
		long id = this.nodes.newItem(1);
		long other = this.nodes.newItem(1);
		inRepeatableRead(() -> {
			// The snapshot begins with the first statement.
			assertThat(price(this.loading, other)).isEqualTo(1);
			this.nodes.two().price(id, 2);
			this.loading.awaitCaughtUp();
			assertThat(price(this.loading, id)).isEqualTo(1);
			assertThat(this.loading.items().findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice()).isEqualTo(1);
			return 0;
		});

		assertEverybodySees(id, 2);
	}

	@Test
	void loadInATransactionThatCommitsLaterIsNotKept() {
		long id = this.nodes.newItem(1);
		this.loading.commit((entityManager) -> {
			assertThat(price(this.loading, id)).isEqualTo(1);
			this.nodes.two().price(id, 2);
		});

		assertEverybodySees(id, 2);
	}

	@Test
	void loadWhileAWriterIsAboutToCommitIsNotKept() {
		long id = this.nodes.newItem(1);
		this.nodes.two().transactions().executeWithoutResult((status) -> {
			this.nodes.two().entityManager().find(Item.class, id).setPrice(2);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCompletion() {
					assertThat(price(NoResurrectionTests.this.loading, id)).isEqualTo(1);
				}

			});
		});

		assertEverybodySees(id, 2);
	}

	@Test
	void withoutTheTombstoneTheOldValueWouldBeBack() {
		// The control for level 2: its tombstone is forgotten before the fill.
		long id = this.nodes.newItem(1);
		Threads.Running<Integer> paused = pauseBeforeFill(() -> price(this.loading, id));
		this.nodes.two().price(id, 2);
		this.nodes.awaitCaughtUp();
		TwoNodes.forgetSlots();
		resume();

		assertThat(paused.join()).isEqualTo(1);
		assertThat(price(this.nodes.two(), id)).isEqualTo(1);
		this.nodes.one().caches().clear();
	}

	@Test
	void withoutTheAnnouncementTheOldValueWouldStay() {
		// The control for level 1: the loading node hears nothing.
		long id = this.nodes.newItem(1);
		price(this.loading, id);
		this.loading.channel().dropNext(100);
		this.loading.log().down(true);
		this.nodes.two().price(id, 2);

		assertThat(price(this.loading, id)).isEqualTo(1);
		this.loading.log().down(false);
		this.loading.channel().dropNext(0);
		this.loading.awaitCaughtUp();
		assertThat(price(this.loading, id)).isEqualTo(2);
	}

	private <R> Threads.Running<R> pauseBeforeFill(Callable<R> load) {
		this.loading.level2().beforeFill(this.barrier);
		Threads.Running<R> paused = this.threads.start(load);
		this.barrier.awaitReached();
		return paused;
	}

	private void resume() {
		this.loading.level2().beforeFill(() -> {
		});
		this.barrier.release();
	}

	private void assertEverybodySees(long id, int price) {
		this.nodes.awaitCaughtUp();
		List<ToIntFunction<ShopNode>> reads = List.of((node) -> price(node, id),
				(node) -> node.items().findBy("sku", TwoNodes.sku(id)).orElseThrow().getPrice(),
				(node) -> node.items().findAllById(List.of(id)).get(id).getPrice());
		for (ShopNode node : this.nodes.both()) {
			reads.forEach((read) -> assertThat(read.applyAsInt(node)).isEqualTo(price));
		}
	}

	private void inRepeatableRead(Callable<Integer> work) {
		TransactionTemplate template = this.loading.transactions();
		template.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		template.setReadOnly(true);
		template.executeWithoutResult((status) -> {
			try {
				work.call();
			}
			catch (Exception ex) {
				throw new IllegalStateException(ex);
			}
		});
	}

	private static int price(ShopNode node, long id) {
		return node.items().findById(id).orElseThrow().getPrice();
	}

	/** A way to read an item. */
	interface Load {

		int price(ShopNode node, long id);

	}

}
