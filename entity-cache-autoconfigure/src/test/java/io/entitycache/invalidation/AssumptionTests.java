package io.entitycache.invalidation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.tier.Debt;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.FillFence;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.tier.LocalTicket;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.entitycache.tier.SharedView.Position;
import io.entitycache.transaction.Assumption;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.ReadMoment;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A transaction relies on a region not having been changed as a whole since it has read a
 * row. Whoever has changed it, and whenever this node hears of it, what is stale then is
 * removed; and nothing is if nobody has.
 */
class AssumptionTests {

	private static final long SELF = 5;

	private static final EntryKey ROW = new EntryKey("pet", "1");

	private static final EntryKey OWNER = new EntryKey("owner.pets", "10");

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final FenceClock clock = new FenceClock();

	private final ManualTicker ticker = new ManualTicker();

	private final ChaosAnnouncementLog log = new ChaosAnnouncementLog(this.cluster.log());

	private final SharedView view = new SharedView();

	private final Debt debt = new Debt(100);

	private final List<String> evicted = new ArrayList<>();

	private final SharedTier tier = new SharedTier(this.cluster.level2(), this.debt, new ServerClock(), this.ticker,
			new RecordingObserver());

	private final Invalidator invalidator = new Invalidator(List.of(new Target("pet"), new Target("owner.pets")),
			new SharedInvalidation(SELF, this.log, this.tier, this.view, this.debt, this.ticker, Duration.ofSeconds(60),
					(region) -> true, /* rejectUnreachable= */ false));

	@BeforeEach
	void join() {
		this.view.reset(new Position(this.log.state().incarnation(), 0), Map.of(), Map.of());
	}

	private ReadMoment now() {
		ReadMoment now = this.invalidator.now();
		assertThat(now).isNotNull();
		return now;
	}

	private ChangeSet writes(ReadMoment read) {
		ChangeSet changes = new ChangeSet(this.invalidator);
		changes.add(Invalidation.of(ROW));
		changes.assume(new Assumption(OWNER.region(), read, Invalidation.of(OWNER)));
		return changes;
	}

	private static void commit(ChangeSet changes) {
		changes.beforeCommit();
		changes.afterCompletion(true);
	}

	private ChangeSet statement() {
		ChangeSet statement = new ChangeSet(this.invalidator);
		statement.add(Invalidation.ofRegion(OWNER.region()));
		return statement;
	}

	private void announcedByAPeer(Kind kind) {
		this.invalidator.apply(new Announcement(kind, 7, 99, Invalidation.ofRegion(OWNER.region())),
				new Position(this.view.position().incarnation(), 1));
	}

	private void ownCommitIsHeard(ChangeSet changes) {
		this.invalidator.apply(new Announcement(Kind.COMMITTED, changes.id(), SELF, changes.invalidation()),
				this.view.position());
	}

	@Test
	void nothingMoreIsStaleIfNobodyHasChangedTheRegion() {
		ChangeSet changes = writes(now());
		commit(changes);
		ownCommitIsHeard(changes);

		assertThat(this.evicted).containsExactly("pet:1");
		assertThat(this.debt.size()).isZero();
	}

	@Test
	void regionThatWasChangedBeforeTheReadIsNoReason() {
		commit(statement());
		ChangeSet changes = writes(now());
		commit(changes);
		ownCommitIsHeard(changes);

		assertThat(this.evicted).containsExactly("clear owner.pets", "pet:1");
	}

	@Test
	void statementThatHasCommittedSinceTheRead() {
		ReadMoment read = now();
		commit(statement());
		commit(writes(read));

		assertThat(this.evicted).contains("owner.pets:10");
	}

	@Test
	void statementWhoseCommitIsNotHandledYet() {
		ReadMoment read = now();
		ChangeSet statement = statement();
		commit(writes(read));

		assertThat(this.evicted).contains("owner.pets:10");
		statement.afterCompletion(false);
	}

	@Test
	void statementThatWasRolledBackIsNoReason() {
		ReadMoment read = now();
		statement().afterCompletion(false);
		commit(writes(read));

		assertThat(this.evicted).containsExactly("pet:1");
	}

	@Test
	void statementThatCommitsBetweenTheWriteAndTheCommit() {
		// The write may be in a batch that is executed at the end of the flush.
		ChangeSet changes = writes(now());
		commit(statement());
		commit(changes);

		assertThat(this.evicted).contains("owner.pets:10");
	}

	@Test
	void statementOfAPeerThatIsHeardInTime() {
		ReadMoment read = now();
		announcedByAPeer(Kind.COMMITTED);
		commit(writes(read));

		assertThat(this.evicted).contains("owner.pets:10");
	}

	@Test
	void statementOfAPeerThatHasOnlyAnnouncedIt() {
		announcedByAPeer(Kind.PENDING);
		commit(writes(now()));

		assertThat(this.evicted).contains("owner.pets:10");
	}

	@Test
	void statementOfAPeerThatIsHeardAfterTheCommitAndWasAnnouncedBefore() {
		ChangeSet changes = writes(now());
		commit(changes);
		assertThat(this.evicted).containsExactly("pet:1");

		announcedByAPeer(Kind.PENDING);
		ownCommitIsHeard(changes);

		assertThat(this.evicted).contains("owner.pets:10");
		assertThat(this.debt.covers(OWNER)).isTrue();
	}

	@Test
	void statementOfAPeerThatWasAnnouncedAfterTheCommitIsNoReason() {
		ChangeSet changes = writes(now());
		commit(changes);
		ownCommitIsHeard(changes);
		announcedByAPeer(Kind.COMMITTED);

		assertThat(this.evicted).containsExactly("pet:1", "clear owner.pets");
		assertThat(this.debt.size()).isZero();
	}

	@Test
	void commitThatCannotBeAnnouncedOwesBoth() {
		ChangeSet changes = writes(now());
		this.log.down(true);
		commit(changes);

		assertThat(this.evicted).containsExactlyInAnyOrder("pet:1", "owner.pets:10");
		assertThat(this.debt.covers(OWNER)).isTrue();
	}

	@Test
	void announcementsThatMayHaveBeenMissed() {
		commit(writes(now()));
		this.invalidator.dropAll();

		assertThat(this.debt.covers(OWNER)).isTrue();
	}

	@Test
	void transactionsWhoseAnnouncementsAreNotHeardAreBounded() {
		for (int i = 0; i <= 1000; i++) {
			commit(writes(now()));
		}

		assertThat(this.evicted).filteredOn("owner.pets:10"::equals).hasSize(1);
	}

	@Test
	void manyAssumptionsOfOneTransactionAreBounded() {
		ReadMoment read = now();
		ChangeSet changes = new ChangeSet(this.invalidator);
		for (int i = 0; i <= 10_000; i++) {
			changes.assume(new Assumption(OWNER.region(), read,
					Invalidation.of(new EntryKey(OWNER.region(), String.valueOf(i)))));
		}

		assertThat(changes.assumptions()).singleElement()
			.satisfies((assumption) -> assertThat(assumption.otherwise().regions()).isEqualTo(Set.of(OWNER.region())));
	}

	private final class Target implements InvalidationTarget {

		private final String name;

		private final FillFence fence = new FillFence(AssumptionTests.this.clock);

		private Target(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public LocalTicket moment() {
			return new LocalTicket(this.fence.now(), AssumptionTests.this.ticker.read());
		}

		@Override
		public boolean isClearedSince(LocalTicket moment) {
			return !this.fence.admits(moment.fence());
		}

		@Override
		public void evictLocal(String key, InvalidationCause cause) {
			this.fence.raise(key);
			AssumptionTests.this.evicted.add(this.name + ":" + key);
		}

		@Override
		public void clearLocal(InvalidationCause cause) {
			this.fence.raiseAll();
			AssumptionTests.this.evicted.add("clear " + this.name);
		}

	}

}
