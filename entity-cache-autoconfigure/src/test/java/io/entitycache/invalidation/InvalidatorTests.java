package io.entitycache.invalidation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.InvalidationRejectedException;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.tier.Debt;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.entitycache.tier.SharedView.Position;
import io.entitycache.tier.SlotFrame;
import io.entitycache.transaction.ChangeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

class InvalidatorTests {

	private static final EntryKey KEY = new EntryKey("product", "1");

	private static final long SELF = 5;

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final List<String> order = new ArrayList<>();

	private final ChaosAnnouncementLog log = new ChaosAnnouncementLog(new WatchedLog());

	private final ManualTicker ticker = new ManualTicker();

	private final RecordingObserver observer = new RecordingObserver();

	private final SharedView view = new SharedView();

	private final Debt debt = new Debt(100);

	private final SharedTier tier = new SharedTier(this.cluster.level2(), this.debt, new ServerClock(), this.ticker,
			this.observer);

	private final Set<String> strict = new HashSet<>(Set.of("product", "stock"));

	private SharedInvalidation shared = shared(/* reject= */ false);

	private Invalidator invalidator = new Invalidator(List.of(new Target("product"), new Target("stock")), this.shared);

	@BeforeEach
	void join() {
		AnnouncementLog.State state = this.cluster.log().state();
		this.view.reset(new Position(state.incarnation(), state.sequence()), state.regions(), state.flux());
	}

	@Test
	void sharedLevelIsToldBeforeAndAfterTheCommitAndLevelOneGoesLast() {
		ChangeSet transaction = transaction(Invalidation.of(KEY));
		transaction.beforeCommit();
		this.order.add("commit");
		transaction.afterCompletion(true);

		assertThat(this.order).containsExactly("PENDING", "commit", "COMMITTED", "evict product:1 ENTITY");
	}

	@Test
	void debtIsNotedBeforeLevelOneGoes() {
		this.log.down(true);
		transaction(Invalidation.of(KEY)).afterCompletion(true);

		assertThat(this.order).containsExactly("evict product:1 ENTITY owed");
		assertThat(this.debt.covers(KEY)).isTrue();
	}

	@Test
	void levelOneGoesEvenIfSomethingBreaksBefore() {
		AnnouncementLog broken = new WatchedLog() {

			@Override
			public Receipt commit(Announcement committed) {
				throw new StackOverflowError();
			}

		};
		SharedInvalidation breaks = new SharedInvalidation(SELF, broken, this.tier, this.view, this.debt, this.ticker,
				Duration.ofSeconds(60), this.strict::contains, false);
		this.invalidator = new Invalidator(List.of(new Target("product")), breaks);

		assertThatExceptionOfType(StackOverflowError.class)
			.isThrownBy(() -> transaction(Invalidation.of(KEY)).afterCompletion(true));
		assertThat(this.order).containsExactly("evict product:1 ENTITY");
	}

	@Test
	void regionsAreInFluxFromBeforeTheCommitToItsEnd() {
		ChangeSet transaction = transaction(Invalidation.ofRegion("product"));
		transaction.beforeCommit();
		assertThat(this.view.isInFlux("product", this.ticker.read())).isTrue();
		assertThat(this.view.believes("product", this.view.position().incarnation(), 0)).isFalse();

		transaction.afterCompletion(true);
		assertThat(this.view.isInFlux("product", this.ticker.read())).isFalse();
		assertThat(this.view.believes("product", this.view.position().incarnation(), 1)).isFalse();
		assertThat(this.view.believes("product", this.view.position().incarnation(), 2)).isTrue();
		assertThat(this.order).endsWith("clear product BULK");
	}

	@Test
	void rollbackRemovesTheMarksAndAnnouncesNothing() {
		ChangeSet transaction = transaction(Invalidation.of(KEY));
		this.invalidator.prepare(transaction);
		assertThat(SlotFrame.kindOf(this.cluster.bytes(KEY))).isEqualTo(SlotFrame.Kind.PENDING);

		transaction.afterCompletion(false);

		assertThat(this.cluster.bytes(KEY)).isNull();
		assertThat(this.order).containsExactly("PENDING", "ROLLED_BACK");
		assertThat(this.cluster.log().position().sequence()).isOne();
	}

	@Test
	void transactionThatIsGivenUpAfterItsPreparationIsForgottenWithItsMarks() {
		transaction(Invalidation.of(KEY)).beforeCommit();
		this.ticker.advance(Duration.ofSeconds(59));
		this.shared.forgetAbandoned();
		assertThat(this.shared.openTransactions()).isOne();

		this.ticker.advance(Duration.ofSeconds(2));
		this.shared.forgetAbandoned();
		assertThat(this.shared.openTransactions()).isZero();
	}

	@Test
	void commitThatIsForgottenBeforeItEndsIsStillAnnounced() {
		ChangeSet transaction = transaction(Invalidation.ofRegion("product"));
		transaction.beforeCommit();
		this.ticker.advance(Duration.ofSeconds(61));
		this.shared.forgetAbandoned();

		transaction.afterCompletion(true);

		assertThat(this.order).containsExactly("PENDING", "COMMITTED", "clear product BULK");
		assertThat(this.view.isInFlux("product", this.ticker.read())).isFalse();
	}

	@Test
	void rollbackOfWhatWasNeverToldIsSilent() {
		transaction(Invalidation.of(KEY)).afterCompletion(false);

		assertThat(this.order).isEmpty();
		assertThat(this.cluster.log().position().sequence()).isZero();
	}

	@Test
	void rollbackEndsTheFluxEvenIfNobodyCanBeTold() {
		ChangeSet transaction = transaction(Invalidation.ofRegion("product"));
		this.invalidator.prepare(transaction);
		this.log.down(true);

		assertThatNoException().isThrownBy(() -> transaction.afterCompletion(false));
		assertThat(this.view.isInFlux("product", this.ticker.read())).isFalse();
		assertThat(this.debt.size()).isZero();
	}

	@Test
	void unreachableSharedLevelIsOwedOrRejectsTheTransaction() {
		this.log.down(true);
		assertThatNoException().isThrownBy(() -> transaction(Invalidation.of(KEY)).beforeCommit());

		this.invalidator = new Invalidator(List.of(new Target("product")),
				shared(/* reject= */ true));
		ChangeSet rejected = transaction(Invalidation.ofRegion("product"));
		assertThatExceptionOfType(InvalidationRejectedException.class).isThrownBy(rejected::beforeCommit);
		rejected.afterCompletion(false);
		assertThat(this.view.isInFlux("product", this.ticker.read())).isFalse();
		assertThat(this.order).isEmpty();
	}

	@Test
	void onlyStrictRegionsAreToldOfBeforeTheCommit() {
		this.strict.remove("stock");
		EntryKey lax = new EntryKey("stock", "1");
		ChangeSet transaction = transaction(new Invalidation(Set.of(KEY, lax), Set.of(), Set.of("t")));
		transaction.beforeCommit();
		assertThat(this.cluster.bytes(lax)).isNull();
		transaction.afterCompletion(true);

		assertThat(SlotFrame.kindOf(this.cluster.bytes(lax))).isEqualTo(SlotFrame.Kind.TOMBSTONE);
		ChangeSet all = transaction(Invalidation.of(lax));
		all.beforeCommit();
		assertThat(this.order).filteredOn("PENDING"::equals).hasSize(1);
		all.afterCompletion(true);
	}

	@Test
	void secondCallBeforeTheCommitTellsOfEverything() {
		ChangeSet transaction = transaction(Invalidation.of(KEY));
		transaction.beforeCommit();
		EntryKey later = new EntryKey("product", "2");
		transaction.add(Invalidation.of(later));
		transaction.beforeCommit();

		assertThat(SlotFrame.kindOf(this.cluster.bytes(later))).isEqualTo(SlotFrame.Kind.PENDING);
		transaction.afterCompletion(true);
		assertThat(SlotFrame.kindOf(this.cluster.bytes(KEY))).isEqualTo(SlotFrame.Kind.TOMBSTONE);
		assertThat(SlotFrame.kindOf(this.cluster.bytes(later))).isEqualTo(SlotFrame.Kind.TOMBSTONE);
	}

	@Test
	void manyKeysAreToldInPortionsAndOneFailedPortionOwesThemAll() {
		Set<EntryKey> keys = new HashSet<>();
		for (int i = 0; i < 60; i++) {
			keys.add(new EntryKey("product", i + "x".repeat(10_000)));
		}
		transaction(Invalidation.ofKeys(keys)).afterCompletion(true);
		assertThat(this.order).filteredOn("COMMITTED"::equals).hasSizeGreaterThan(2);
		assertThat(this.debt.size()).isZero();

		this.log.ackLostNext(1);
		transaction(Invalidation.ofKeys(keys)).afterCompletion(true);
		assertThat(this.debt.size()).isEqualTo(60);
		assertThat(this.shared.payDebt()).isTrue();
	}

	@Test
	void debtIsPaidOnceTheSharedLevelTakesIt() {
		this.log.failNext(2);
		transaction(new Invalidation(Set.of(KEY), Set.of("stock"), Set.of("t"))).afterCompletion(true);

		assertThat(this.shared.payDebt()).isFalse();
		assertThat(this.debt.covers(KEY)).isTrue();
		assertThat(this.shared.payDebt()).isTrue();
		assertThat(this.debt.size()).isZero();
		assertThat(SlotFrame.kindOf(this.cluster.bytes(KEY))).isEqualTo(SlotFrame.Kind.TOMBSTONE);
		assertThat(this.view.believes("stock", this.view.position().incarnation(), 0)).isFalse();
		assertThat(this.shared.payDebt()).isTrue();
	}

	@Test
	void announcementOfAPeerRemovesHere() {
		this.invalidator.apply(new Announcement(Announcement.Kind.COMMITTED, 1, 99,
				new Invalidation(Set.of(KEY), Set.of("stock", "unknown"), Set.of())), new Position(1, 1));

		assertThat(this.order).containsExactly("clear stock PEER", "evict product:1 PEER");
	}

	@Test
	void announcementOfARollbackRemovesNothing() {
		this.invalidator.apply(new Announcement(Announcement.Kind.ROLLED_BACK, 1, 99, Invalidation.ofRegion("stock")),
				new Position(1, 1));

		assertThat(this.order).isEmpty();
	}

	@Test
	void ownAnnouncementIsNotAppliedAgain() {
		this.invalidator.apply(new Announcement(Announcement.Kind.PENDING, 1, SELF,
				new Invalidation(Set.of(KEY), Set.of("stock"), Set.of())), this.view.position());

		assertThat(this.order).isEmpty();
		assertThat(this.view.isInFlux("stock", this.ticker.read())).isFalse();
	}

	@Test
	void floorsOfOurOwnAnnouncementAreNotedAgain() {
		Position position = new Position(this.view.position().incarnation(), 4);

		this.invalidator.apply(new Announcement(Announcement.Kind.COMMITTED, 1, SELF, Invalidation.ofRegion("stock")),
				position);

		assertThat(this.order).isEmpty();
		assertThat(this.view.believes("stock", position.incarnation(), 3)).isFalse();
		assertThat(this.view.believes("stock", position.incarnation(), 4)).isTrue();
	}

	@Test
	void fluxOfAPeerBeginsAndEndsWithItsAnnouncements() {
		Position position = new Position(this.view.position().incarnation(), 3);
		apply(Announcement.Kind.PENDING, position);
		assertThat(this.view.isInFlux("stock", this.ticker.read())).isTrue();
		assertThat(this.view.believes("stock", position.incarnation(), 2)).isFalse();

		apply(Announcement.Kind.COMMITTED, new Position(position.incarnation(), 4));
		assertThat(this.view.isInFlux("stock", this.ticker.read())).isFalse();
		assertThat(this.view.believes("stock", position.incarnation(), 3)).isFalse();
	}

	@Test
	void startingOverKeepsTheFluxOfOurOwnTransactions() {
		ChangeSet transaction = transaction(Invalidation.ofRegion("product"));
		transaction.beforeCommit();
		this.view.reset(new Position(9, 9), Map.of(), Map.of());
		this.invalidator.dropAll();

		assertThat(this.view.isInFlux("product", this.ticker.read())).isTrue();
		assertThat(this.order).contains("clear product GAP", "clear stock GAP");
		transaction.afterCompletion(true);
		assertThat(this.view.isInFlux("product", this.ticker.read())).isFalse();
	}

	@Test
	void whatTheApplicationNamesGoesTheSameWay() {
		ChangeSet named = new ChangeSet(this.invalidator.manual());
		named.add(new Invalidation(Set.of(KEY), Set.of("stock"), Set.of()));
		named.beforeCommit();
		named.afterCompletion(true);

		assertThat(this.order).containsExactly("PENDING", "COMMITTED", "clear stock MANUAL", "evict product:1 MANUAL");
	}

	@Test
	void withoutASharedLevelOnlyLevelOneIsTold() {
		this.invalidator = new Invalidator(List.of(new Target("product")), null);
		ChangeSet transaction = transaction(Invalidation.of(KEY));
		transaction.beforeCommit();
		transaction.afterCompletion(true);
		transaction(Invalidation.of(KEY)).afterCompletion(false);
		this.invalidator.dropAll();

		assertThat(this.order).containsExactly("evict product:1 ENTITY", "clear product GAP");
	}

	private void apply(Announcement.Kind kind, Position position) {
		this.invalidator.apply(new Announcement(kind, 1, 99, Invalidation.ofRegion("stock")), position);
	}

	private ChangeSet transaction(Invalidation invalidation) {
		ChangeSet transaction = new ChangeSet(this.invalidator);
		transaction.add(invalidation);
		return transaction;
	}

	private SharedInvalidation shared(boolean reject) {
		return new SharedInvalidation(SELF, this.log, this.tier, this.view, this.debt, this.ticker,
				Duration.ofSeconds(60), this.strict::contains, reject);
	}

	private final class Target implements InvalidationTarget {

		private final String name;

		private Target(String name) {
			this.name = name;
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public void evictLocal(String key, InvalidationCause cause) {
			boolean owed = InvalidatorTests.this.debt.covers(new EntryKey(this.name, key));
			InvalidatorTests.this.order.add("evict " + this.name + ":" + key + " " + cause + (owed ? " owed" : ""));
		}

		@Override
		public void clearLocal(InvalidationCause cause) {
			InvalidatorTests.this.order.add("clear " + this.name + " " + cause);
		}

	}

	private class WatchedLog implements AnnouncementLog {

		private final AnnouncementLog delegate = InvalidatorTests.this.cluster.log();

		@Override
		public Receipt prepare(Announcement pending) {
			InvalidatorTests.this.order.add("PENDING");
			return this.delegate.prepare(pending);
		}

		@Override
		public Receipt commit(Announcement committed) {
			InvalidatorTests.this.order.add("COMMITTED");
			return this.delegate.commit(committed);
		}

		@Override
		public void rollBack(Announcement rolledBack) {
			InvalidatorTests.this.order.add("ROLLED_BACK");
			this.delegate.rollBack(rolledBack);
		}

		@Override
		public Receipt synced(Announcement synced, long incarnation) {
			return this.delegate.synced(synced, incarnation);
		}

		@Override
		public State state() {
			return this.delegate.state();
		}

		@Override
		public Position position() {
			return this.delegate.position();
		}

		@Override
		public long session() {
			return this.delegate.session();
		}

		@Override
		public @Nullable String cannotWrite() {
			return this.delegate.cannotWrite();
		}

		@Override
		public State renew(long incarnation) {
			return this.delegate.renew(incarnation);
		}

		@Override
		public List<byte[]> readFrom(long sequence, int limit) {
			return this.delegate.readFrom(sequence, limit);
		}

	}

}
