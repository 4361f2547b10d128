package io.entitycache.sync;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.fixtures.InMemoryCoordination;
import io.entitycache.fixtures.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterLeaseTests {

	private final InMemoryCoordination coordination = new InMemoryCoordination();

	private final Threads threads = new Threads();

	private final ClusterLease one = lease();

	private final ClusterLease two = lease();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void oneHasIt() {
		assertThat(this.one.take(ClusterLease.LIFE)).isNotNull();
		assertThat(this.two.take(ClusterLease.LIFE)).isNull();
	}

	@Test
	void whoWaitsIsToldThatTheWorkIsDone() {
		ClusterLease.Held held = this.one.take(ClusterLease.LIFE);
		Threads.Running<Boolean> waiting = wait(this.two);
		held.done();

		assertThat(waiting.join()).isTrue();
	}

	@Test
	void whoWaitsIsToldThatTheWorkIsNotDone() {
		ClusterLease.Held held = this.one.take(ClusterLease.LIFE);
		Threads.Running<Boolean> waiting = wait(this.two);
		held.giveUp();

		assertThat(waiting.join()).isFalse();
		assertThat(this.two.take(ClusterLease.LIFE)).isNotNull();
	}

	@Test
	void workOfAnEarlierHolderIsNotTakenForThatOfADeadOne() {
		this.one.take(ClusterLease.LIFE).done();
		this.one.take(ClusterLease.LIFE);
		Threads.Running<Boolean> waiting = wait(this.two);
		this.coordination.advance(ClusterLease.LIFE);

		assertThat(waiting.join()).isFalse();
	}

	@Test
	void workThatIsProlongedIsWaitedFor() {
		ClusterLease.Held held = this.one.take(ClusterLease.LIFE);
		this.coordination.advance(ClusterLease.LIFE.dividedBy(2));
		held.renew();
		this.coordination.advance(ClusterLease.LIFE.dividedBy(2));

		assertThat(this.two.take(ClusterLease.LIFE)).isNull();
	}

	@Test
	void nobodyWaitsForEver() throws InterruptedException {
		this.one.take(ClusterLease.LIFE);

		assertThat(this.two.awaitOther(Duration.ofMillis(1))).isTrue();
	}

	@Test
	void nodeWithoutContactHasItAndHurtsNobody() {
		this.coordination.down(true);
		ClusterLease.Held held = this.one.take(ClusterLease.LIFE);

		assertThat(held).isNotNull();
		held.renew();
		held.done();
	}

	private Threads.Running<Boolean> wait(ClusterLease lease) {
		Threads.Running<Boolean> waiting = this.threads.start(() -> lease.awaitOther(Duration.ofSeconds(20)));
		waiting.awaitWaiting();
		return waiting;
	}

	private ClusterLease lease() {
		return new ClusterLease(this.coordination, "work", Ticker.systemTicker());
	}

}
