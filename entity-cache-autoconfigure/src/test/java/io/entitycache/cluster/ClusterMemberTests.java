package io.entitycache.cluster;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.cluster.AnnouncementLog.Receipt;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.fixtures.ManualTicker;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.tier.Debt;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.entitycache.tier.SharedView.Position;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A member whose messages are delivered by hand. */
class ClusterMemberTests {

	private final InMemoryCluster cluster = new InMemoryCluster();

	private final ChaosAnnouncementLog log = new ChaosAnnouncementLog(this.cluster.log());

	private final ManualTicker ticker = new ManualTicker();

	private final RecordingObserver observer = new RecordingObserver();

	private final SharedView view = new SharedView();

	private final Level1Lease lease = Level1Lease.of(Duration.ofSeconds(5), Duration.ZERO);

	private final ServerClock serverClock = new ServerClock();

	private final RecordingHandler handler = new RecordingHandler();

	private final Tasks tasks = new Tasks();

	private final ClusterMember member = new ClusterMember(this.log, tier(), this.view, this.lease, this.serverClock,
			this.ticker, this.handler, this.observer, this.tasks);

	private int number;

	@BeforeEach
	void join() {
		this.member.subscribed();
		this.handler.facts.clear();
	}

	@Test
	void joinsWhenItsSubscriptionIsThere() {
		assertThat(this.view.position().incarnation()).isNotZero();
		assertThat(this.member.isSubscribed()).isTrue();
		assertThat(isTrusted()).isTrue();
		assertThat(this.serverClock.now(this.ticker.read())).isEqualTo(this.cluster.time() + 1);
		assertThat(this.observer.facts()).isEmpty();
	}

	@Test
	void announcementsAreAppliedInOrderAndOnce() {
		byte[] first = announce();
		byte[] second = announce();
		this.member.received(first);
		this.member.received(second);
		this.member.received(first);

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "apply product:2 at 2");
		assertThat(this.view.position().sequence()).isEqualTo(2);
	}

	@Test
	void positionMovesOnOnlyWhenAnAnnouncementHasBeenApplied() {
		this.handler.then = () -> this.handler.facts.add("position " + this.view.position().sequence());
		this.member.received(announce());

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "position 0");
	}

	@Test
	void missingAnnouncementsAreReadFromTheLog() {
		announce();
		announce();
		this.member.received(announce());

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "apply product:2 at 2",
				"apply product:3 at 3");
		assertThat(this.observer.facts()).containsExactly("repaired replayed 3");
	}

	@Test
	void longGapIsReadInPages() {
		for (int i = 0; i < 1_700; i++) {
			announce();
		}
		check();

		assertThat(this.handler.facts).hasSize(1_700);
		assertThat(this.view.position().sequence()).isEqualTo(1_700);
		assertThat(this.observer.facts()).containsExactly("repaired replayed 1700");
	}

	@Test
	void lossOfTheLastMessageIsFoundByTheCheck() {
		announce();
		check();

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1");
	}

	@Test
	void whatWasMissedWhileNotSubscribedIsReadWhenItIsAgain() {
		this.member.unsubscribed();
		assertThat(isTrusted()).isFalse();
		announce();
		this.member.subscribed();

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1");
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void trimmedLogDropsEverything() {
		this.member.received(announce());
		announce();
		announce();
		this.cluster.trimLog(3);
		check();

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "dropped");
		assertThat(this.view.position().sequence()).isEqualTo(3);
		assertThat(this.observer.facts()).containsExactly("repaired dropped 0");
	}

	@Test
	void logThatLostOnlyWhatWasAppliedLastIsNotBelieved() {
		this.member.received(announce());
		announce();
		this.cluster.trimLog(2);
		check();

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "dropped");
	}

	@Test
	void emptyLogThatDoesNotLeadOnDropsEverything() {
		this.member.received(announce());
		announce();
		this.cluster.trimLog(100);
		check();

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "dropped");
		assertThat(this.view.position().sequence()).isEqualTo(2);
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void gapInAnEmptyLogIsNotPassedOver() {
		this.member.received(announce());
		announce();
		byte[] third = announce();
		this.cluster.trimLog(100);
		this.member.received(third);

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "dropped");
		assertThat(this.view.position().sequence()).isEqualTo(3);
	}

	@Test
	void serverThatLostEverythingStartsANewHistory() {
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.loseEverything();
		check();

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().incarnation()).isNotZero().isNotEqualTo(before);
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void messageOfANewHistoryMakesTheMemberJoinIt() {
		this.member.received(announce());
		this.cluster.loseEverything();
		byte[] message = announce();
		this.member.received(message);

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().sequence()).isOne();
	}

	@Test
	void lateMessageOfAHistoryThatIsOverDropsNothing() {
		byte[] late = announce();
		this.cluster.loseEverything();
		check();
		this.handler.facts.clear();
		this.member.received(late);
		this.member.received(late);

		assertThat(this.handler.facts).isEmpty();
	}

	@Test
	void failoverThatLostWritesIsFoundByTheCheck() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		check();

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
	}

	@Test
	void olderHistoryIsFoundWhenTheSubscriptionComesBackBeforeTheCheck() {
		InMemoryCluster.Snapshot snapshot = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(snapshot);
		this.member.unsubscribed();
		this.member.subscribed();
		check();

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
		assertThat(this.cluster.log().position().incarnation()).isEqualTo(this.view.position().incarnation());
	}

	@Test
	void olderHistoryIsFoundByAMemberThatHasForgottenWhereItStood() {
		InMemoryCluster.Snapshot snapshot = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.view.reset(Position.UNKNOWN, Map.of(), Map.of());
		this.cluster.failOverTo(snapshot);
		check();

		assertThat(this.view.position().incarnation()).isNotZero().isNotEqualTo(before);
	}

	@Test
	void historyThatWasFoundToContradictIsRenewedOnceThatIsPossible() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		byte[] other = announce();
		this.log.failNext(1);
		this.member.received(other);
		assertThat(this.view.position()).isEqualTo(Position.UNKNOWN);
		// It is as long as the one that is known, and longer by now.
		announce();
		check();

		assertThat(this.view.position().incarnation()).isNotZero().isNotEqualTo(before);
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void historyThatWasGivenUpIsNotTakenUpAgain() {
		this.member.received(announce());
		InMemoryCluster.Snapshot snapshot = this.cluster.snapshot();
		long first = this.view.position().incarnation();
		this.cluster.loseEverything();
		check();
		long second = this.view.position().incarnation();
		this.cluster.failOverTo(snapshot);
		check();

		assertThat(this.view.position().incarnation()).isNotIn(0L, first, second);
		assertThat(this.cluster.log().position().incarnation()).isEqualTo(this.view.position().incarnation());
	}

	@Test
	void numberThatWasGivenAndLostIsMissed() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		given(announceQuietly());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		check();

		assertThat(this.handler.facts).containsExactly("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
	}

	@Test
	void numberThatWasGivenAndLostIsMissedWhenAnotherAnnouncementHasIt() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		given(announceQuietly());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		this.member.received(announce());

		assertThat(this.handler.facts).containsExactly("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
	}

	@Test
	void numberThatWasGivenAndLostIsMissedInWhatIsReadFromTheLog() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		given(announceQuietly());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		announce();
		this.member.received(announce());

		assertThat(this.handler.facts).containsExactly("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
	}

	@Test
	void receiptThatComesAfterItsAnnouncementIsConfirmed() {
		long before = this.view.position().incarnation();
		Receipt receipt = announceQuietly();
		this.member.received(last());
		given(receipt);
		check();

		assertThat(this.view.position().incarnation()).isEqualTo(before);
		assertThat(this.view.known().unconfirmedUpTo(Long.MAX_VALUE)).isZero();
	}

	@Test
	void receiptThatComesLongAfterItsAnnouncementIsConfirmedByTheLog() {
		long before = this.view.position().incarnation();
		Receipt receipt = announceQuietly();
		for (int i = 0; i < 5_000; i++) {
			announce();
		}
		check();
		given(receipt);
		check();

		assertThat(this.view.position().incarnation()).isEqualTo(before);
		assertThat(this.view.known().unconfirmedUpTo(Long.MAX_VALUE)).isZero();
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void receiptThatNothingCanConfirmIsADoubt() {
		Receipt receipt = announceQuietly();
		long before = this.view.position().incarnation();
		for (int i = 0; i < 10; i++) {
			announce();
		}
		given(receipt);
		this.cluster.trimLog(5);
		check();

		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void receiptsThatWaitForConfirmationAreBounded() {
		long before = this.view.position().incarnation();
		for (int i = 0; i < 10_001; i++) {
			given(announceQuietly());
		}
		assertThat(this.view.known().unconfirmedUpTo(Long.MAX_VALUE)).isOne();
		check();

		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
		assertThat(this.view.known().unconfirmedUpTo(Long.MAX_VALUE)).isZero();
	}

	@Test
	void answerFromBeforeTheReceiptIsNoOlderHistory() {
		long before = this.view.position().incarnation();
		this.tasks.hold();
		this.member.check();
		given(announceQuietly());
		this.tasks.release();

		assertThat(this.view.position().incarnation()).isEqualTo(before);
		assertThat(this.handler.facts).isEmpty();
	}

	@Test
	void sameNumberWithAnotherNonceIsAnotherHistory() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		this.member.received(announce());

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
		assertThat(this.cluster.log().position().incarnation()).isEqualTo(this.view.position().incarnation());
	}

	@Test
	void historyThatGrewToTheSameNumberIsFoundByTheCheck() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		announce();
		check();

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
		assertThat(this.cluster.log().position().incarnation()).isEqualTo(this.view.position().incarnation());
	}

	@Test
	void replayThatDoesNotContinueWhatWasAppliedIsAnotherHistory() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		this.member.received(announce());
		long before = this.view.position().incarnation();
		this.cluster.failOverTo(replica);
		announce();
		announce();
		check();

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(this.view.position().incarnation()).isNotEqualTo(before);
	}

	@Test
	void replayIsComparedWithWhatTheMemberFoundWhenItJoined() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		announce();
		// Joins at 1 without ever having been sent it.
		this.cluster.trimLog(1);
		ClusterMember late = new ClusterMember(this.log, tier(), this.view, this.lease, this.serverClock, this.ticker,
				this.handler, this.observer, new Tasks());
		this.view.reset(Position.UNKNOWN, Map.of(), Map.of());
		late.subscribed();
		this.handler.facts.clear();
		this.cluster.failOverTo(replica);
		announce();
		announce();
		late.check();

		assertThat(this.handler.facts).containsExactly("dropped");
	}

	@Test
	void messageWithAnImpossibleNumberIsNoContradiction() {
		long before = this.view.position().incarnation();
		this.member.received(AnnouncementCodec.envelope(before, 0, 77, body()));

		assertThat(this.cluster.log().position().incarnation()).isEqualTo(before);
		assertThat(this.handler.facts).isEmpty();
	}

	@Test
	void garbageIsCountedAndDoesNoHarm() {
		this.member.received(new byte[0]);
		this.member.received("nonsense that is long enough to be a message".getBytes());
		byte[] damaged = announce();
		damaged[damaged.length - 1] ^= 1;
		this.member.received(damaged);
		this.member.received(announce());

		assertThat(this.observer.count("unreadable announcements MESSAGE")).isEqualTo(3);
		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "apply product:2 at 2");
	}

	@Test
	void failureToApplyLeavesNothingThatCouldBeStale() {
		this.handler.then = () -> {
			throw new IllegalStateException("Thrown on purpose");
		};
		this.member.received(announce());

		assertThat(this.handler.facts).endsWith("dropped");
		assertThat(isTrusted()).isFalse();
		assertThat(this.view.position()).isEqualTo(Position.UNKNOWN);
		this.handler.then = () -> {
		};
		check();
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void checkProvesUpToTheMomentItWasAskedFor() {
		this.ticker.advance(Duration.ofSeconds(4));
		check();
		this.ticker.advance(Duration.ofSeconds(4));
		assertThat(isTrusted()).isTrue();
		this.ticker.advance(Duration.ofSeconds(1));
		assertThat(isTrusted()).isFalse();
	}

	@Test
	void nothingIsProvenBeforeEverythingUpToTheAnswerIsApplied() {
		this.ticker.advance(Duration.ofSeconds(6));
		announce();
		this.tasks.hold();
		this.member.check();
		this.log.failNext(1);
		this.tasks.release();
		assertThat(isTrusted()).isFalse();

		check();
		assertThat(this.handler.facts).containsExactly("apply product:1 at 1");
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void answerThatComesAfterTheSubscriptionWasLostProvesNothing() {
		this.tasks.hold();
		this.member.check();
		this.member.unsubscribed();
		this.tasks.release();

		assertThat(isTrusted()).isFalse();
	}

	@Test
	void failedCheckProvesNothingAndDropsNothing() {
		this.ticker.advance(Duration.ofSeconds(6));
		this.log.failNext(1);
		check();

		assertThat(isTrusted()).isFalse();
		assertThat(this.handler.facts).isEmpty();
	}

	@Test
	void failedJoinIsTriedAgainByTheCheck() {
		ClusterMember late = new ClusterMember(this.log, tier(), this.view, this.lease, this.serverClock, this.ticker,
				this.handler, this.observer, this.tasks);
		this.view.reset(Position.UNKNOWN, Map.of(), Map.of());
		this.member.unsubscribed();
		this.log.failNext(1);
		late.subscribed();
		assertThat(isTrusted()).isFalse();
		late.received(announce());
		assertThat(this.handler.facts).isEmpty();

		late.check();
		assertThat(isTrusted()).isTrue();
	}

	@Test
	void renewalThatFailsLeavesNothingBelieved() {
		InMemoryCluster.Snapshot replica = this.cluster.snapshot();
		this.member.received(announce());
		this.cluster.failOverTo(replica);
		this.tasks.hold();
		this.member.check();
		this.log.failNext(1);
		this.tasks.release();

		assertThat(this.view.position()).isEqualTo(Position.UNKNOWN);
		assertThat(isTrusted()).isFalse();
		assertThat(this.handler.facts).endsWith("dropped");
	}

	@Test
	void memberThatJoinsLearnsOfRegionsInFlux() {
		this.cluster.log().prepare(new Announcement(Kind.PENDING, 7, 99, Invalidation.ofRegion("product")));
		this.view.reset(Position.UNKNOWN, Map.of(), Map.of());
		this.cluster.advance(Duration.ofSeconds(20));
		check();

		long left = this.cluster.pendingLife().minusSeconds(20).toNanos();
		assertThat(this.view.isInFlux("product", this.ticker.read() + left - 1)).isTrue();
		assertThat(this.view.isInFlux("product", this.ticker.read() + left)).isFalse();
	}

	@Test
	void overflowingQueueIsHealed() {
		CountDownLatch release = new CountDownLatch(1);
		List<String> applied = Collections.synchronizedList(new ArrayList<>());
		SharedView own = new SharedView();
		ClusterMember busy = new ClusterMember(this.log, tier(), own, this.lease, this.serverClock, this.ticker,
				new ClusterMember.Handler() {

					@Override
					public void apply(Announcement announcement, Position position) {
						awaitQuietly(release);
						applied.add(announcement.invalidation().toString());
					}

					@Override
					public void dropAll() {
						applied.clear();
					}

				}, this.observer);
		busy.subscribed();
		Awaitility.await().until(() -> own.position().incarnation() != 0);
		for (int i = 0; i < 10_500; i++) {
			busy.received(announce());
		}
		release.countDown();
		Awaitility.await().until(() -> own.position().sequence() >= 10_000);
		busy.check();

		Awaitility.await().until(() -> own.position().sequence() == 10_500);
		assertThat(applied).hasSize(10_500);
		busy.stop();
		busy.received(announce());
		busy.check();
	}

	@Test
	void whatFollowsIsAppliedOnTheThreadThatReceivesIt() {
		ClusterMember quick = quick();
		this.tasks.hold();
		quick.received(announce());
		quick.received(announce());

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "apply product:2 at 2");
		assertThat(this.view.position().sequence()).isEqualTo(2);
		// The control.
		this.member.received(announce());
		assertThat(this.handler.facts).hasSize(2);
	}

	@Test
	void nothingIsAppliedBeforeWhatIsWaiting() {
		ClusterMember quick = quick();
		byte[] first = announce();
		byte[] second = announce();
		byte[] third = announce();
		this.tasks.hold();
		quick.check();
		quick.received(first);
		assertThat(this.handler.facts).isEmpty();
		this.tasks.release();
		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "apply product:2 at 2",
				"apply product:3 at 3");
		quick.received(second);
		quick.received(third);
		quick.received(announce());

		assertThat(this.handler.facts).hasSize(4).endsWith("apply product:4 at 4");
	}

	@Test
	void onlyWhatFollowsIsAppliedAtOnce() {
		ClusterMember quick = quick();
		announce();
		byte[] afterAGap = announce();
		this.tasks.hold();
		quick.received(afterAGap);
		assertThat(this.handler.facts).isEmpty();
		this.tasks.release();

		assertThat(this.handler.facts).containsExactly("apply product:1 at 1", "apply product:2 at 2");
	}

	@Test
	void whatTakesLongIsNotAppliedAtOnce() {
		ClusterMember quick = quick();
		this.tasks.hold();
		Invalidation region = Invalidation.ofRegion("product").and(Invalidation.of(new EntryKey("other", "1")));
		this.cluster.log().commit(new Announcement(Kind.COMMITTED, 1, 99, region));
		quick.received(this.cluster.log().readFrom(1, 1).get(0));
		assertThat(this.view.position().sequence()).isZero();
		this.tasks.release();
		assertThat(this.view.position().sequence()).isOne();
		this.tasks.hold();
		this.cluster.log()
			.commit(new Announcement(Kind.COMMITTED, 1, 99,
					Invalidation.of(new EntryKey("product", "x".repeat(2000)))));
		quick.received(this.cluster.log().readFrom(2, 1).get(0));

		assertThat(this.view.position().sequence()).isOne();
	}

	@Test
	void failureToApplyAtOnceDropsEverything() {
		ClusterMember quick = quick();
		this.handler.then = () -> {
			throw new IllegalStateException("broken");
		};
		quick.received(announce());

		assertThat(this.handler.facts).contains("dropped");
		assertThat(isTrusted()).isFalse();
	}

	private ClusterMember quick() {
		ClusterMember quick = new ClusterMember(this.log, tier(), this.view, this.lease, this.serverClock, this.ticker,
				this.handler, new RecordingObserver(/* atOnce= */ true), this.tasks);
		quick.subscribed();
		this.handler.facts.clear();
		return quick;
	}

	private boolean isTrusted() {
		return this.lease.isTrusted(this.ticker.read());
	}

	private void check() {
		this.member.check();
	}

	private SharedTier tier() {
		return new SharedTier(this.cluster.level2(), new Debt(10), this.serverClock, this.ticker, this.observer);
	}

	private byte[] announce() {
		this.number++;
		this.cluster.log().commit(announcement(this.number));
		List<byte[]> last = this.cluster.log().readFrom(this.cluster.log().position().sequence(), 1);
		return last.get(0);
	}

	private Receipt announceQuietly() {
		this.number++;
		return this.cluster.log().commit(announcement(this.number));
	}

	private byte[] last() {
		return this.cluster.log().readFrom(this.cluster.log().position().sequence(), 1).get(0);
	}

	private void given(Receipt receipt) {
		this.view.known().given(receipt.incarnation(), receipt.sequence(), receipt.nonce());
	}

	private byte[] body() {
		return AnnouncementCodec.encodeBody(announcement(1));
	}

	private static Announcement announcement(int key) {
		return new Announcement(Kind.COMMITTED, 0, 99,
				Invalidation.ofKeys(Set.of(new EntryKey("product", Integer.toString(key)))));
	}

	private static void awaitQuietly(CountDownLatch latch) {
		try {
			latch.await(20, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private static final class RecordingHandler implements ClusterMember.Handler {

		private final List<String> facts = new ArrayList<>();

		private Runnable then = () -> {
		};

		@Override
		public void apply(Announcement announcement, Position position) {
			this.facts
				.add("apply " + announcement.invalidation().keys().iterator().next() + " at " + position.sequence());
			this.then.run();
		}

		@Override
		public void dropAll() {
			this.facts.add("dropped");
		}

	}

	/** Runs each task at once, unless they are held. */
	private static final class Tasks extends AbstractExecutorService {

		private final Deque<Runnable> held = new ArrayDeque<>();

		private boolean hold;

		void hold() {
			this.hold = true;
		}

		void release() {
			this.hold = false;
			this.held.forEach(Runnable::run);
			this.held.clear();
		}

		@Override
		public void execute(Runnable task) {
			if (this.hold) {
				this.held.add(task);
			}
			else {
				task.run();
			}
		}

		@Override
		public void shutdown() {
		}

		@Override
		public List<Runnable> shutdownNow() {
			return List.of();
		}

		@Override
		public boolean isShutdown() {
			return false;
		}

		@Override
		public boolean isTerminated() {
			return false;
		}

		@Override
		public boolean awaitTermination(long timeout, TimeUnit unit) {
			return true;
		}

	}

}
