package io.entitycache.read;

import java.time.Duration;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.fixtures.ChaosLevel2;
import io.entitycache.fixtures.HookedLevel2;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.Policies;
import io.entitycache.fixtures.RowLoader;
import io.entitycache.fixtures.TestNode;
import io.entitycache.read.Loader.Snapshot;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Loads that see a snapshot from before they began. */
class OlderSnapshotTests {

	private static final Cached<String> OLD = new Cached<>("old");

	private static final EntryKey ONE = new EntryKey("product", "1");

	private static final Duration PENDING = Duration.ofSeconds(10);

	private final InMemoryCluster cluster = new InMemoryCluster(Duration.ofSeconds(60), PENDING);

	private final ChaosLevel2 chaos = new ChaosLevel2(this.cluster.level2());

	private final HookedLevel2 level2 = new HookedLevel2(this.chaos);

	private final ManualTicker ticker = new ManualTicker();

	private final TestNode node = new TestNode(this.level2, this.cluster.log(), this.cluster.channel(), PENDING,
			this.ticker);

	private final TestNode other = TestNode.of(this.cluster, this.ticker);

	private final RowLoader rows = new RowLoader();

	private CacheRegion<Long, String> here;

	private CacheRegion<Long, String> there;

	@AfterEach
	void close() {
		this.node.close();
		this.other.close();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rowThatDoesNotChangeIsKept(boolean inLevel2) {
		start(inLevel2);
		begin();
		advance(Duration.ofSeconds(40));

		assertThat(read()).isEqualTo(OLD);
		assertThat(this.here.size()).isOne();
		assertThat(this.there.peek(1L)).isEqualTo(inLevel2 ? OLD : null);
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rowOfAWriterThatDiedAfterTheBeginIsNotKept(boolean inLevel2) {
		start(inLevel2);
		this.other.transaction(Invalidation.of(ONE)).beforeCommit();
		this.node.awaitCaughtUp();
		begin();
		// It commits here, and never says so.
		advance(PENDING.plusSeconds(1));

		assertThat(read()).isEqualTo(OLD);
		assertNotKept();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rowOfAWriterThatDiedBeforeTheBeginIsKept(boolean inLevel2) {
		start(inLevel2);
		this.other.transaction(Invalidation.of(ONE)).beforeCommit();
		advance(PENDING.plusSeconds(1));
		this.node.awaitCaughtUp();
		begin();

		assertThat(read()).isEqualTo(OLD);
		assertThat(this.here.size()).isOne();
	}

	@ParameterizedTest
	@ValueSource(booleans = { true, false })
	void rowIsNotKeptIfTheTransactionIsOlderThanATombstoneLives(boolean inLevel2) {
		start(inLevel2);
		begin();
		advance(Duration.ofSeconds(59));

		assertThat(read()).isEqualTo(OLD);
		assertNotKept();
	}

	@Test
	void rowIsNotKeptIfLevel2CannotBeAskedBefore() {
		start(/* inLevel2= */ true);
		begin();
		this.chaos.down(true);

		assertThat(read()).isEqualTo(OLD);
		assertNotKept();
	}

	@Test
	void rowIsNotKeptIfLevel2DoesNotAnswerToTheFill() {
		start(/* inLevel2= */ true);
		begin();
		this.level2.beforeFill(() -> this.chaos.down(true));

		assertThat(read()).isEqualTo(OLD);
		assertNotKept();
	}

	@Test
	void loadThatHasJustBegunIsKeptInLevel1ThenAllTheSame() {
		start(/* inLevel2= */ true);
		this.level2.beforeFill(() -> this.chaos.down(true));

		assertThat(read()).isEqualTo(OLD);
		assertThat(this.here.size()).isOne();
	}

	private void start(boolean inLevel2) {
		RegionPolicy policy = Policies.levels(Policies.PLAIN, /* level1= */ true, inLevel2);
		this.here = this.node.region("product", policy);
		this.there = this.other.region("product", policy);
		this.node.start();
		this.other.start();
		this.rows.put(1, "old");
	}

	private void begin() {
		this.rows.snapshot(Snapshot.FRESH_IN_TRANSACTION.since(this.here.newTicket()));
	}

	private void advance(Duration duration) {
		this.ticker.advance(duration);
		this.cluster.advance(duration);
		this.node.member().check();
		this.node.awaitTrusted();
		this.other.member().check();
		this.other.awaitTrusted();
	}

	private Cached<String> read() {
		return this.here.read(1L, this.rows);
	}

	private void assertNotKept() {
		assertThat(this.here.size()).isZero();
		this.chaos.down(false);
		assertThat(this.there.peek(1L)).isNull();
	}

}
