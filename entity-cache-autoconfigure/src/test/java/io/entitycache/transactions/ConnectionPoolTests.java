package io.entitycache.transactions;

import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;

import io.entitycache.fixtures.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Readers that hold the last connections of a pool. The cache must neither make them wait
 * for a thread that needs one of these, nor ask for another one.
 */
@Timeout(60)
class ConnectionPoolTests {

	/** Longer than a test takes, so that nothing is seen to go well that waits for it. */
	private static final String PATIENT = "entity-cache.defaults.load-timeout=100s";

	private final TariffNode node = TariffNode.start(PATIENT, "spring.datasource.hikari.maximum-pool-size=2",
			"spring.datasource.hikari.connection-timeout=100000");

	private final Threads threads = new Threads();

	@BeforeEach
	void create() {
		this.node.commit((entityManager) -> entityManager.persist(new Tariff(1L, "one", 10)));
		// What is asked once and needs a connection, too.
		assertThat(this.node.tariffs().findById(2L)).isEmpty();
	}

	@AfterEach
	void close() {
		this.threads.close();
		this.node.close();
	}

	@Test
	void transactionsThatHoldAllConnectionsDoNotWaitForAThreadWithoutOne() {
		CyclicBarrier begun = new CyclicBarrier(3);
		CyclicBarrier led = new CyclicBarrier(3);
		Threads.Running<Integer> one = this.threads.start(() -> price(begun, led));
		Threads.Running<Integer> other = this.threads.start(() -> price(begun, led));
		await(begun);
		Threads.Running<Integer> without = this.threads.start(this::price);
		without.awaitWaiting();
		await(led);

		assertThat(one.join()).isEqualTo(10);
		assertThat(other.join()).isEqualTo(10);
		assertThat(without.join()).isEqualTo(10);
	}

	@Test
	void sessionsThatKeepAllConnectionsAfterTheirTransactionsNeedNoOther() {
		CyclicBarrier held = new CyclicBarrier(2);
		Threads.Running<Integer> one = this.threads.start(() -> priceInRequest(held));
		Threads.Running<Integer> other = this.threads.start(() -> priceInRequest(held));

		assertThat(one.join()).isEqualTo(10);
		assertThat(other.join()).isEqualTo(10);
		assertThat(this.node.tariffs().statistics().loads()).isEqualTo(2);
	}

	private int price(CyclicBarrier begun, CyclicBarrier led) {
		return this.node.read(() -> {
			this.node.entityManager().createQuery("select count(t) from Tariff t").getSingleResult();
			await(begun);
			await(led);
			return price();
		});
	}

	private int priceInRequest(CyclicBarrier held) {
		return this.node.inRequest(() -> {
			this.node
				.read(() -> this.node.entityManager().createQuery("select count(t) from Tariff t").getSingleResult());
			await(held);
			return price();
		});
	}

	private int price() {
		return this.node.tariffs().findById(1L).orElseThrow().getPrice();
	}

	private static void await(CyclicBarrier barrier) {
		try {
			barrier.await(30, TimeUnit.SECONDS);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

}
