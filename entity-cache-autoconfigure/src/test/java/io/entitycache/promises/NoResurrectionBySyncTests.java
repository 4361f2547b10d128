package io.entitycache.promises;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.fixtures.Threads;
import io.entitycache.shop.Parcel;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a sync has read before a commit is never kept after it. Each test stops a sync
 * between reading its first page and keeping it, and commits meanwhile.
 */
class NoResurrectionBySyncTests {

	private static final TwoNodes NODES = TwoNodes.shared();

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode syncing = this.nodes.one();

	private final Threads.Barrier barrier = new Threads.Barrier();

	static List<Named<ShopNode>> writers() {
		return List.of(Named.of("same node", NODES.one()), Named.of("other node", NODES.two()));
	}

	@BeforeEach
	void create() {
		this.nodes.newParcels(5, Instant.EPOCH);
	}

	@AfterEach
	void release() {
		this.barrier.release();
	}

	@ParameterizedTest(name = "committed on the {0}", autoCloseArguments = false)
	@MethodSource("writers")
	void pageFromBeforeACommitIsNotKept(ShopNode writer) {
		CompletableFuture<SyncResult> paused = pause();
		writer.commit((entityManager) -> entityManager.find(Parcel.class, 2L).setWeight(2));

		assertThat(resume(paused).refused()).isEqualTo(1);
		assertEverybodySees(2, 2);
		assertEverybodySees(1, 1);
	}

	@ParameterizedTest(name = "committed on the {0}", autoCloseArguments = false)
	@MethodSource("writers")
	void pageFromBeforeADeletionIsNotKept(ShopNode writer) {
		CompletableFuture<SyncResult> paused = pause();
		writer.commit((entityManager) -> entityManager.remove(entityManager.find(Parcel.class, 2L)));
		resume(paused);

		this.nodes.awaitCaughtUp();
		this.nodes.both().forEach((node) -> {
			assertThat(node.parcels().findById(2L)).isEmpty();
			assertThat(node.parcels().findBy("label", "parcel-2")).isEmpty();
		});
	}

	@ParameterizedTest(name = "committed on the {0}", autoCloseArguments = false)
	@MethodSource("writers")
	void pageFromBeforeABulkStatementIsNotKept(ShopNode writer) {
		CompletableFuture<SyncResult> paused = pause();
		writer.commit((entityManager) -> entityManager.createQuery("update Parcel p set p.weight = 2").executeUpdate());
		resume(paused);

		for (long id = 1; id <= 5; id++) {
			assertEverybodySees(id, 2);
		}
	}

	@Test
	void pageReadWhileAWriterIsAboutToCommitIsNotKept() {
		this.nodes.two().transactions().executeWithoutResult((status) -> {
			this.nodes.two().entityManager().find(Parcel.class, 2L).setWeight(2);
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCompletion() {
					join(NoResurrectionBySyncTests.this.syncing.parcels().sync(SyncMode.FULL));
				}

			});
		});

		assertEverybodySees(2, 2);
	}

	@Test
	void withoutTheTombstoneTheOldValueWouldBeBack() {
		// The control: what keeps the page out is forgotten before it is kept.
		CompletableFuture<SyncResult> paused = pause();
		this.nodes.two().commit((entityManager) -> entityManager.find(Parcel.class, 2L).setWeight(2));
		this.nodes.awaitCaughtUp();
		TwoNodes.forgetSlots();
		resume(paused);

		assertThat(weight(this.nodes.two(), 2)).isEqualTo(1);
		this.nodes.one().caches().clear();
	}

	private CompletableFuture<SyncResult> pause() {
		this.syncing.level2().beforeFill(this.barrier);
		CompletableFuture<SyncResult> paused = this.syncing.parcels().sync(SyncMode.FULL);
		this.barrier.awaitReached();
		this.syncing.level2().beforeFill(() -> {
		});
		return paused;
	}

	private SyncResult resume(CompletableFuture<SyncResult> paused) {
		this.barrier.release();
		return join(paused);
	}

	private static SyncResult join(CompletableFuture<SyncResult> sync) {
		return sync.orTimeout(60, TimeUnit.SECONDS).join();
	}

	private void assertEverybodySees(long id, int weight) {
		this.nodes.awaitCaughtUp();
		for (ShopNode node : this.nodes.both()) {
			assertThat(weight(node, id)).isEqualTo(weight);
			assertThat(node.parcels().findBy("label", "parcel-" + id)).map(Parcel::getWeight).contains(weight);
		}
	}

	private static int weight(ShopNode node, long id) {
		return node.parcels().findById(id).orElseThrow().getWeight();
	}

}
