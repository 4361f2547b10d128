package io.entitycache.read;

import java.time.Duration;
import java.util.Map;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TestNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes whose loads read a replica that still has the old row. */
class ReplicaLagTests {

	private static final Cached<String> OLD = new Cached<>("old");

	private static final Cached<String> NEW = new Cached<>("new");

	private static final EntryKey ONE = new EntryKey("product", "1");

	private static final Duration LAG = Duration.ofSeconds(3);

	private static final String REFUSED = "refused product LEVEL2 SNAPSHOT";

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final ManualTicker ticker = new ManualTicker();

	private final TestNode node = TestNode.of(this.cluster, this.ticker);

	private final TestNode other = TestNode.of(this.cluster, this.ticker);

	private final RowLoader replica = new RowLoader();

	private CacheRegion<Long, String> here;

	private CacheRegion<Long, String> there;

	@AfterEach
	void close() {
		this.node.close();
		this.other.close();
	}

	@Test
	void oldRowOfAReplicaIsKeptByNoNode() {
		startWithOldRow(LAG);
		this.node.commit(Invalidation.of(ONE));
		this.other.awaitCaughtUp();

		assertOldRowIsNotKept();
	}

	@Test
	void nobodyKnowsOfTheReplicaIfNobodySaysSo() {
		startWithOldRow(Duration.ZERO);
		this.node.commit(Invalidation.of(ONE));
		this.node.awaitCaughtUp();
		this.other.awaitCaughtUp();

		assertThat(read(this.here)).isEqualTo(OLD);
		this.replica.put(1, "new");
		advance(LAG);
		assertThat(read(this.here)).isEqualTo(OLD);
		assertThat(read(this.there)).isEqualTo(OLD);
	}

	@Test
	void oldRowIsNotKeptAfterAChangeOfTheWholeRegionEither() {
		startWithOldRow(LAG);
		this.other.commit(Invalidation.ofRegion("product"));
		this.node.awaitCaughtUp();

		assertOldRowIsNotKept();
	}

	private void assertOldRowIsNotKept() {
		assertThat(read(this.here)).isEqualTo(OLD);
		assertThat(read(this.there)).isEqualTo(OLD);
		assertThat(this.node.observer().count(REFUSED)).isOne();
		assertThat(this.other.observer().count(REFUSED)).isOne();
		assertThat(this.here.size() + this.there.size()).isZero();
		this.replica.put(1, "new");
		assertThat(read(this.here)).isEqualTo(NEW);
		assertThat(read(this.there)).isEqualTo(NEW);

		advance(LAG);
		int loads = this.replica.loads().size();
		assertThat(read(this.here)).isEqualTo(NEW);
		assertThat(read(this.here)).isEqualTo(NEW);
		assertThat(read(this.there)).isEqualTo(NEW);
		assertThat(this.replica.loads()).hasSize(loads + 1);
	}

	@Test
	void loadThatBeganTooEarlyIsNotKeptHoweverLateItEnds() {
		startWithOldRow(LAG);
		this.node.commit(Invalidation.of(ONE));
		advance(LAG.minusNanos(1));
		this.replica.afterReading(() -> advance(LAG));

		assertThat(read(this.here)).isEqualTo(OLD);
		assertThat(this.here.size()).isZero();
	}

	@Test
	void absenceOfARowThatAReplicaDoesNotHaveYetIsNotKept() {
		start(LAG);
		advance(LAG);
		this.node.commit(Invalidation.of(ONE));

		assertThat(read(this.here)).isEqualTo(Cached.absent());
		this.replica.put(1, "new");
		assertThat(read(this.here)).isEqualTo(NEW);
	}

	@Test
	void otherKeysAreKept() {
		startWithOldRow(LAG);
		this.replica.put(2, "other");
		this.node.commit(Invalidation.of(ONE));
		this.here.read(2L, this.replica);

		assertThat(this.here.size()).isOne();
	}

	@Test
	void nodeThatHasJustStartedKeepsNothingYet() {
		start(LAG);
		this.replica.put(1, "old");

		assertThat(read(this.here)).isEqualTo(OLD);
		assertThat(this.here.size()).isZero();
		advance(LAG);
		read(this.here);
		assertThat(this.here.size()).isOne();
	}

	@Test
	void whatAnotherRegionsLoadComesByIsNotKeptEither() {
		startWithOldRow(LAG);
		this.node.commit(Invalidation.of(ONE));
		FillTicket tooEarly = ticket();
		advance(LAG);
		FillTicket lateEnough = ticket();

		this.here.admit(Map.of(1L, "old"), tooEarly);
		assertThat(this.here.size()).isZero();
		this.here.admit(Map.of(1L, "new"), lateEnough);
		assertThat(this.here.peek(1L)).isEqualTo(NEW);
	}

	private FillTicket ticket() {
		return new FillTicket(Long.MAX_VALUE, this.node.view().position(), this.cluster.time(), this.ticker.read());
	}

	private void startWithOldRow(Duration lag) {
		start(lag);
		advance(LAG);
		this.replica.put(1, "old");
		read(this.here);
		read(this.there);
		assertThat(this.replica.loads()).hasSize(1);
	}

	private void start(Duration lag) {
		this.here = this.node.region("product", Policies.replicaLag(Policies.PLAIN, lag));
		this.there = this.other.region("product", Policies.replicaLag(Policies.PLAIN, lag));
		this.node.start();
		this.other.start();
	}

	private void advance(Duration time) {
		this.cluster.advance(time);
		this.ticker.advance(time);
		this.node.member().check();
		this.node.awaitTrusted();
		this.other.member().check();
		this.other.awaitTrusted();
	}

	private Cached<String> read(CacheRegion<Long, String> region) {
		return region.read(1L, this.replica);
	}

}
