package io.entitycache.entities;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.shop.Gauge;
import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.support.TransactionSynchronizationManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that a committed state is kept where it is known for sure, and nowhere else, with
 * two nodes on a real database and a real Redis.
 */
class EntityCacheOnWriteTests {

	private static final AtomicLong IDS = new AtomicLong();

	private final TwoNodes nodes = TwoNodes.shared();

	private final ShopNode one = this.nodes.one();

	private final EntityCache<Gauge, Long> gauges = this.one.gauges();

	private final long id = IDS.incrementAndGet();

	private long loads;

	@BeforeEach
	void create() {
		this.one.commit((entityManager) -> entityManager.persist(new Gauge(this.id, "gauge-" + this.id, 1)));
		this.loads = this.gauges.statistics().loads();
	}

	@Test
	void createdRowIsReadWithoutAQuery() {
		assertThat(level(this.one)).isEqualTo(1);
		assertThat(loadsSince()).isZero();
	}

	@Test
	void committedStateIsReadWithoutAQueryAndSeenByTheOtherNode() {
		level(this.nodes.two());
		change((gauge) -> {
			gauge.setLevel(2);
			gauge.setAmount(new BigDecimal("7.25"));
		});

		Gauge gauge = this.gauges.findById(this.id).orElseThrow();
		assertThat(gauge.getLevel()).isEqualTo(2);
		assertThat(gauge.getAmount()).isEqualTo(new BigDecimal("7.25"));
		assertThat(gauge.getVersion()).isEqualTo(1);
		assertThat(loadsSince()).isZero();
		this.nodes.awaitCaughtUp();
		assertThat(level(this.nodes.two())).isEqualTo(2);
	}

	@Test
	void lastOfSeveralFlushesIsKept() {
		this.one.commit((entityManager) -> {
			Gauge gauge = entityManager.find(Gauge.class, this.id);
			gauge.setLevel(2);
			entityManager.flush();
			gauge.setLevel(3);
		});

		assertThat(level(this.one)).isEqualTo(3);
		assertThat(loadsSince()).isZero();
	}

	@Test
	void withoutTheSettingTheNextReaderLoads() {
		long item = this.nodes.newItem(1);
		long before = this.one.items().statistics().loads();
		this.one.price(item, 2);
		this.one.items().findById(item);

		assertThat(this.one.items().statistics().loads()).isEqualTo(before + 1);
	}

	@Test
	void otherNodesCommitRemovesTheState() {
		change((gauge) -> gauge.setLevel(2));
		this.nodes.two().commit((entityManager) -> entityManager.find(Gauge.class, this.id).setLevel(3));
		this.nodes.awaitCaughtUp();

		assertThat(level(this.one)).isEqualTo(3);
	}

	@Test
	void rolledBackStateIsNotKept() {
		this.one.rollBack((entityManager) -> entityManager.find(Gauge.class, this.id).setLevel(2));

		assertThat(level(this.one)).isEqualTo(1);
	}

	@Test
	void stateIsNotKeptAfterARollbackToASavepoint() {
		this.one.commit((entityManager) -> {
			entityManager.find(Gauge.class, this.id).setLevel(2);
			entityManager.flush();
			TransactionSynchronizationManager.getSynchronizations()
				.forEach((synchronization) -> synchronization.savepointRollback("here"));
		});

		assertThat(this.gauges.contains(this.id)).isFalse();
	}

	@Test
	void whatAQueryWouldRoundIsNotKept() {
		change((gauge) -> gauge.setAmount(new BigDecimal("3.149")));
		assertThat(this.gauges.contains(this.id)).isFalse();
		assertThat(this.gauges.findById(this.id).orElseThrow().getAmount()).isEqualTo(new BigDecimal("3.15"));

		change((gauge) -> gauge.setReadAt(Instant.ofEpochSecond(1, 1)));
		assertThat(this.gauges.contains(this.id)).isFalse();
	}

	@Test
	void rowThatABulkStatementHasWrittenTooIsNotKept() {
		this.one.commit((entityManager) -> {
			entityManager.find(Gauge.class, this.id).setAmount(new BigDecimal("2.00"));
			entityManager.flush();
			entityManager.createQuery("update Gauge g set g.level = 9 where g.id = :id")
				.setParameter("id", this.id)
				.executeUpdate();
		});

		assertThat(this.gauges.contains(this.id)).isFalse();
		assertThat(level(this.one)).isEqualTo(9);
	}

	@Test
	void rowThatTheApplicationEvictsInTheSameTransactionIsNotKept() {
		this.one.commit((entityManager) -> {
			entityManager.find(Gauge.class, this.id).setLevel(2);
			entityManager.flush();
			this.one.jdbc().update("update gauge set level = 9 where id = ?", this.id);
			this.gauges.evict(this.id);
		});

		assertThat(level(this.one)).isEqualTo(9);
	}

	@Test
	void deletedRowIsNotKept() {
		change((gauge) -> gauge.setLevel(2));
		this.one.commit((entityManager) -> entityManager.remove(entityManager.find(Gauge.class, this.id)));

		assertThat(this.gauges.findById(this.id)).isEmpty();
	}

	private void change(Consumer<Gauge> change) {
		this.one.commit((entityManager) -> change.accept(entityManager.find(Gauge.class, this.id)));
	}

	private int level(ShopNode node) {
		return node.gauges().findById(this.id).orElseThrow().getLevel();
	}

	private long loadsSince() {
		return this.gauges.statistics().loads() - this.loads;
	}

}
