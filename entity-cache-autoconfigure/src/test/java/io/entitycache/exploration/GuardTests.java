package io.entitycache.exploration;

import java.util.List;

import io.entitycache.invalidation.Invalidator;
import io.entitycache.read.UnguardedRegions;
import io.entitycache.tier.UnguardedViews;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import org.junit.jupiter.api.Test;

/**
 * Each guard is needed: without it the exploration finds an order that breaks a promise.
 */
class GuardTests extends Interleavings {

	private static final NodeDesign GUARDED = NodeDesign.GUARDED;

	@Test
	void fenceOfLevel1() {
		breaks(Stories::updateOnTheReadersNodeOfWhatLevel2Has, GUARDED.with((name, policy, node) -> UnguardedRegions
			.withoutFence(name, TextCodec.KEYS, new TextCodec(), policy, node)));
	}

	@Test
	void lateJoinerRuleOfSingleFlight() {
		breaks(Stories::updateWithTwoReaders, GUARDED.with((name, policy, node) -> UnguardedRegions
			.withoutLateJoinerRule(name, TextCodec.KEYS, new TextCodec(), policy, node)));
	}

	@Test
	void tombstoneRefusesAnEarlierLoad() {
		breaks(Stories::update,
				(world) -> GUARDED.withLevel2((level2) -> CredulousLevel2.ignoringTombstones(level2, world.cluster())));
	}

	@Test
	void pendingMarkRefusesAFill() {
		breaks(Stories::crash,
				(world) -> GUARDED.withLevel2((level2) -> CredulousLevel2.ignoringMarks(level2, world.cluster())));
	}

	@Test
	void pendingMarkRefusesWhatWasLoadedUnderItAfterItsEnd() {
		breaks(Stories::crashOfASlowWriter,
				(world) -> GUARDED.withLevel2((level2) -> CredulousLevel2.ignoringEndedMarks(level2, world.cluster())));
	}

	@Test
	void tombstoneCountsOnceItIsApplied() {
		breaks(Stories::announcementUnderABulkChangeThatCrashes, GUARDED.withLevel2(TrustingLevel2::new));
	}

	@Test
	void pendingMarkRefusesALevel1Fill() {
		breaks(Stories::crash, GUARDED.withLevel2(LyingLevel2::keepingMarksToItself));
	}

	@Test
	void ageOfTheReservation() {
		breaks(Stories::slowReader, (world) -> GUARDED
			.withLevel2((level2) -> LyingLevel2.forgettingTheTimeOfReservations(level2, world.cluster())));
	}

	@Test
	void beginOfTheTransactionThatTookTheSnapshot() {
		breaks(Stories::updateReadInSnapshotThatIsTakenForANewOne, GUARDED);
	}

	@Test
	void ageOfTheSnapshot() {
		breaks(Stories::crashUnderASnapshot, (world) -> GUARDED
			.withLevel2((level2) -> LyingLevel2.forgettingTheTimeOfReservations(level2, world.cluster())));
	}

	@Test
	void tombstoneSeenAfterTheSnapshotDoesNotCount() {
		breaks(Stories::updateReadInSnapshot, GUARDED.withLevel2(TrustingLevel2::new));
	}

	@Test
	void floorOfTheRegion() {
		breaks(Stories::bulkChangeOfWhatLevel2Has, GUARDED.withLevel2(LyingLevel2::showingEntriesAsTheNewest));
	}

	@Test
	void flux() {
		breaks(Stories::crashInBulkChange, GUARDED.withoutFlux());
	}

	@Test
	void incarnation() {
		breaks(Stories::lostState, (world) -> GUARDED
			.withLevel2((level2) -> LyingLevel2.showingEntriesAsCurrent(level2, world.cluster())));
	}

	@Test
	void remoteBeforeLocal() {
		breaks(Stories::updateOnTheReadersNodeAfterCommitOnly,
				GUARDED.with((NodeDesign.WritePath) GuardTests::localBeforeRemote));
	}

	@Test
	void quarantineOfDebt() {
		breaks(Stories::debt, GUARDED.withoutQuarantine());
	}

	@Test
	void whatAPendingMarkHides() {
		breaks(Stories::rollback, (world) -> GUARDED.withLog((log) -> new ForgetfulLog(log, world.cluster())));
	}

	@Test
	void keysAnnouncedAsPendingAreRemembered() {
		breaks(Stories::crashWithoutReservations, GUARDED.withView(UnguardedViews::withoutPendingKeys));
	}

	@Test
	void receiptsAreRemembered() {
		breaks(Stories::lostAnnouncement, GUARDED.withView(UnguardedViews::withoutReceipts));
	}

	@Test
	void numbersAreComparedByTheirNonces() {
		breaks(Stories::lostNumbersGivenAgain, GUARDED.withView(UnguardedViews::withoutNonces));
	}

	@Test
	void olderHistoryIsNotAccepted() {
		breaks(Stories::olderHistoryAndNewSubscriptions, GUARDED.withView(UnguardedViews::acceptingOlderHistories));
	}

	private static CommitHandler localBeforeRemote(Invalidator whole, CacheNode node) {
		Invalidator local = new Invalidator(node.targets(), null);
		return new CommitHandler() {

			@Override
			public void prepare(ChangeSet changes) {
				whole.prepare(changes);
			}

			@Override
			public void committed(ChangeSet changes) {
				local.committed(changes);
				new Invalidator(List.of(), node.shared()).committed(changes);
			}

			@Override
			public void rolledBack(ChangeSet changes) {
				whole.rolledBack(changes);
			}

		};
	}

}
