package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.invalidation.Invalidator;
import io.entitycache.transaction.ChangeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** What a node that stops still owes. */
@Timeout(60)
class DrainTests {

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final ChaosAnnouncementLog log = new ChaosAnnouncementLog(this.cluster.log());

	private final List<Long> failures = new ArrayList<>();

	private final EntityCacheObserver observer = new EntityCacheObserver() {

		@Override
		public void sharedLevelFailed(String operation, Throwable failure) {
			if (operation.equals("debt")) {
				DrainTests.this.failures.add(System.nanoTime());
			}
		}

	};

	private final SharedRuntime runtime = new SharedRuntime(
			new SharedServices(this.cluster.level2(), this.log, this.cluster.channel(), this.cluster.pendingLife()),
			NodeSettings.DEFAULTS, this.observer);

	private Invalidator invalidator;

	@BeforeEach
	void oweSomething() {
		this.invalidator = this.runtime.invalidator(List.of(), (region) -> true);
		this.log.failNext(1);
		ChangeSet changes = new ChangeSet(this.invalidator);
		changes.add(Invalidation.of(new EntryKey("product", "1")));
		changes.afterCompletion(true);
	}

	@Test
	void attemptsThatFailAtOnceAreApart() {
		this.log.failNext(2);
		this.runtime.stop();

		assertThat(this.failures).hasSize(2);
		assertThat(this.failures.get(1) - this.failures.get(0)).isGreaterThan(Duration.ofMillis(25).toNanos());
		assertThat(this.runtime.status().owed()).isZero();
	}

	@Test
	void whatCanBePaidIsPaidWithoutAPause() {
		this.runtime.stop();

		assertThat(this.failures).isEmpty();
		assertThat(this.runtime.status().owed()).isZero();
		assertThat(this.cluster.log().position().sequence()).isOne();
	}

	@Test
	void attemptsEndWhenTheSharedLevelIsGivenUp() {
		this.log.down(true);
		this.runtime.stop();

		assertThat(this.failures).hasSizeBetween(1, 20);
		assertThat(this.runtime.status().owed()).isOne();
	}

}
