package io.entitycache.exploration;

import java.time.Duration;

import io.entitycache.EntryKey;
import io.entitycache.fixtures.InMemoryCluster;

/**
 * What may happen at the same time. Each is told of nodes that are built in some way, so
 * that it can be told with all guards and without one of them.
 */
final class Stories {

	static final EntryKey ROW = World.row("1");

	private static final EntryKey OTHER_ROW = World.row("2");

	static final Duration MARKS_END = NodeDesign.PENDING_LIFE.plusSeconds(1);

	static final Duration HALF_OF_THAT = NodeDesign.PENDING_LIFE.dividedBy(2).plusSeconds(1);

	private Stories() {
	}

	/** One node updates a row that another one reads. */
	static void update(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		world.reads(world.node("B", design), ROW);
	}

	/** The same without pending marks. */
	static void updateAfterCommitOnly(World world, NodeDesign design) {
		world.invariants().unreliable();
		update(world, design.afterCommitOnly());
	}

	/** As the first, and the other node applies each announcement in several steps. */
	static void updateInFineSteps(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		world.reads(world.finelySteppedNode("B", design), ROW);
	}

	/** One node updates a row that another one finds in level 2. */
	static void updateOfWhatLevel2Has(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		CacheNode reader = world.node("B", design);
		world.cachedInLevel2(reader, ROW).reads(reader, ROW);
	}

	/** One node deletes a row that another one finds in level 2. */
	static void delete(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, null).commits();
		CacheNode reader = world.node("B", design);
		world.cachedInLevel2(reader, ROW).reads(reader, ROW);
	}

	/** One node inserts a row whose absence another one remembers. */
	static void insert(World world, NodeDesign design) {
		world.has(ROW, null);
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		CacheNode reader = world.node("B", design);
		world.cached(reader, ROW).reads(reader, ROW);
	}

	/** A node updates a row that it reads itself at the same time. */
	static void updateOnTheReadersNode(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode node = world.node("A", design);
		world.writes(node, ROW, "new").commits();
		world.reads(node, ROW);
	}

	/** The same, and level 2 has the row. */
	static void updateOnTheReadersNodeOfWhatLevel2Has(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode node = world.promptNode("A", design);
		world.cachedInLevel2(node, ROW).writes(node, ROW, "new").commits();
		world.reads(node, ROW);
	}

	/** The same without pending marks. */
	static void updateOnTheReadersNodeAfterCommitOnly(World world, NodeDesign design) {
		world.invariants().unreliable();
		updateOnTheReadersNodeOfWhatLevel2Has(world, design.afterCommitOnly());
	}

	/** Two readers on the node of a writer may share a load. */
	static void updateWithTwoReaders(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode node = world.promptNode("A", design);
		world.writes(node, ROW, "new").commits();
		world.reads(node, ROW).reads(node, ROW).someMayWait();
	}

	/** A reader keeps what it has read until its own transaction commits. */
	static void readInWritingTransaction(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		world.readsInTransaction(world.node("B", design), ROW);
	}

	/** One node updates a row that another one reads from a snapshot of its own. */
	static void updateReadInSnapshot(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		world.readsInSnapshot(world.node("B", design), ROW);
	}

	/** The same, and what is read is taken for what is committed. */
	static void updateReadInSnapshotThatIsTakenForANewOne(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		world.readsInSnapshotAsIfItWereNew(world.node("B", design), ROW);
	}

	/** As the first, without pending marks. */
	static void updateAfterCommitOnlyReadInSnapshot(World world, NodeDesign design) {
		world.invariants().unreliable();
		updateReadInSnapshot(world, design.afterCommitOnly());
	}

	/** A node updates a row that it reads itself from a snapshot, and level 2 has it. */
	static void updateOnTheNodeThatReadsInSnapshot(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode node = world.promptNode("A", design);
		world.cachedInLevel2(node, ROW).writes(node, ROW, "new").commits();
		world.readsInSnapshot(node, ROW);
	}

	/** A snapshot is older than any tombstone. */
	static void snapshotThatOutlivesTheTombstone(World world, NodeDesign design) {
		updateReadInSnapshot(world, design);
		world.timePasses(MARKS_END);
	}

	/** One node changes all rows at once, and another one reads one from a snapshot. */
	static void bulkChangeReadInSnapshot(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").inBulk(World.ROWS).commits();
		world.readsInSnapshot(world.finelySteppedNode("B", design), ROW);
	}

	/** A writer of all rows that takes its time may die under a snapshot. */
	static void crashInBulkChangeUnderASnapshot(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode writer = world.writerNode("A", design);
		world.writes(writer, ROW, "new").inBulk(World.ROWS).commits().mayBeKilled();
		world.readsInSnapshot(world.node("B", design), ROW)
			.timePassesBeforeTheCommit(HALF_OF_THAT)
			.timePassesAfterTheDeathOf(writer, HALF_OF_THAT);
	}

	/** A writer that takes its time to commit may die under a snapshot. */
	static void crashUnderASnapshot(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode writer = world.writerNode("A", design);
		world.writes(writer, ROW, "new").commits().mayBeKilled();
		world.readsInSnapshot(world.node("B", design), ROW)
			.timePassesBeforeTheCommit(HALF_OF_THAT)
			.timePassesAfterTheDeathOf(writer, HALF_OF_THAT);
	}

	/** A reader is so slow that the tombstone is gone when it fills. */
	static void slowReader(World world, NodeDesign design) {
		update(world, design);
		world.timePasses(MARKS_END);
	}

	/** One node changes all rows at once. */
	static void bulkChange(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").inBulk(World.ROWS).commits();
		CacheNode reader = world.finelySteppedNode("B", design);
		world.reads(reader, ROW);
	}

	/** One node changes all rows at once, one of which another one has in both levels. */
	static void bulkChangeOfWhatLevel2Has(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").inBulk(World.ROWS).commits();
		CacheNode reader = world.node("B", design);
		world.cachedInLevel2(reader, ROW).reads(reader, ROW);
	}

	/** A row gets another key attribute while it is searched for by the old one. */
	static void keyAttributeFoundByTheOldValue(World world, NodeDesign design) {
		world.finds(keyAttribute(world, design), "a");
	}

	/** A row gets another key attribute while it is searched for by the new one. */
	static void keyAttributeFoundByTheNewValue(World world, NodeDesign design) {
		world.finds(keyAttribute(world, design), "b");
	}

	private static CacheNode keyAttribute(World world, NodeDesign design) {
		world.has(ROW, "old-a").has(World.pointer("a"), "1").has(World.pointer("b"), null);
		world.writes(world.writerNode("A", design), ROW, "new-b")
			.and(World.pointer("a"), null)
			.and(World.pointer("b"), "1")
			.commits();
		return world.node("B", design);
	}

	/** Two nodes update the same row, one after the other. */
	static void twoWriters(World world, NodeDesign design) {
		world.has(ROW, "old");
		Writer first = world.writes(world.writerNode("A", design), ROW, "new").commits();
		world.writes(world.writerNode("C", design), ROW, "newer").after(first).commits();
		CacheNode reader = world.node("B", design);
		world.cachedInLevel2(reader, ROW).reads(reader, ROW);
	}

	/** A node updates the same row twice, and reads it. */
	static void twoWritersOnTheReadersNode(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode node = world.promptNode("A", design);
		Writer first = world.writes(node, ROW, "new").commits();
		world.writes(node, ROW, "newer").after(first).commits();
		world.cachedInLevel2(node, ROW).reads(node, ROW);
	}

	/** One node updates a row; another one wants to, and rolls back. */
	static void rollback(World world, NodeDesign design) {
		world.invariants().unreliable();
		world.has(ROW, "old");
		Writer first = world.writes(world.writerNode("A", design.afterCommitOnly()), ROW, "new").commits();
		world.writes(world.writerNode("C", design), ROW, "never").after(first).rollsBack();
		world.reads(world.promptNode("B", design), ROW);
	}

	/** A writer may be killed at any instant. */
	static void crash(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits().mayBeKilled();
		world.reads(world.node("B", design), ROW).timePasses(MARKS_END);
	}

	/** The same, while level 2 does not say whether there is a pending mark. */
	static void crashWithoutReservations(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits().mayBeKilled();
		world.reads(world.node("B", design.withLevel2(LyingLevel2::withoutReservations)), ROW).timePasses(MARKS_END);
	}

	/** The same, and level 2 had the row before. */
	static void crashOverWhatLevel2Has(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits().mayBeKilled();
		CacheNode reader = world.node("B", design);
		world.cachedInLevel2(reader, ROW).reads(reader, ROW).timePasses(MARKS_END);
	}

	/** A writer that takes its time to commit may be killed at any instant. */
	static void crashOfASlowWriter(World world, NodeDesign design) {
		world.has(ROW, "old-a").has(World.pointer("a"), "1");
		CacheNode writer = world.writerNode("A", design);
		world.writes(writer, ROW, "new-a").commits().mayBeKilled();
		world.finds(world.node("B", design), "a")
			.timePassesBeforeTheCommit(HALF_OF_THAT)
			.timePassesAfterTheDeathOf(writer, HALF_OF_THAT);
	}

	/** A writer of all rows that takes its time may be killed at any instant. */
	static void crashInBulkChange(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode writer = world.writerNode("A", design);
		world.writes(writer, ROW, "new").inBulk(World.ROWS).commits().mayBeKilled();
		world.reads(world.node("B", design), ROW)
			.timePassesBeforeTheCommit(HALF_OF_THAT)
			.timePassesAfterTheDeathOf(writer, HALF_OF_THAT);
	}

	/** An update is announced while a writer of all rows dies. */
	static void announcementUnderABulkChangeThatCrashes(World world, NodeDesign design) {
		world.has(ROW, "older");
		CacheNode bulk = world.writerNode("A", design);
		CacheNode reader = world.node("B", design);
		world.writes(world.writerNode("C", design), ROW, "old").announces();
		world.writes(bulk, ROW, "new").inBulk(World.ROWS).commitsAndDies();
		world.reads(reader, ROW).timePassesAfterTheDeathOf(bulk, MARKS_END);
	}

	/** Calls of the writer fail, or succeed without an answer. */
	static void debt(World world, NodeDesign design) {
		world.invariants().unreliable();
		world.has(ROW, "old");
		CacheNode node = world.promptNode("A", design);
		node.log().faults(2);
		world.cachedInLevel2(node, ROW).writes(node, ROW, "new").commits();
		world.reads(node, ROW).paysItsDebt(node);
	}

	/** The same, seen from another node. */
	static void debtSeenFromElsewhere(World world, NodeDesign design) {
		world.invariants().unreliable();
		world.has(ROW, "old");
		CacheNode node = world.promptNode("A", design);
		node.log().faults(2);
		world.writes(node, ROW, "new").commits();
		world.reads(world.node("B", design), ROW).paysItsDebt(node);
	}

	/** A message may be lost, and is found to be missing. */
	static void lostMessage(World world, NodeDesign design) {
		world.invariants().unreliable();
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		CacheNode reader = world.node("B", design, 1);
		world.cached(reader, ROW).checks(reader).checksRegularly(reader);
	}

	/** The same, while the row is read. */
	static void readAfterALostMessage(World world, NodeDesign design) {
		world.invariants().unreliable();
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design), ROW, "new").commits();
		CacheNode reader = world.node("B", design, 1);
		world.reads(reader, ROW).checksRegularly(reader);
	}

	/** The shared level forgets everything but the slots. */
	static void lostState(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode reader = world.node("B", design);
		world.cachedInLevel2(reader, ROW)
			.writes(world.writerNode("A", design), ROW, "new")
			.inBulk(World.ROWS)
			.commits();
		world.checksRegularly(reader).sharedLevel("forgets its state", world.cluster()::loseMeta);
	}

	/** The same, while a row is read. */
	static void readOverALostState(World world, NodeDesign design) {
		world.has(ROW, "old");
		world.writes(world.writerNode("A", design.afterCommitOnly()), ROW, "new").commits();
		CacheNode reader = world.node("B", design);
		world.reads(reader, ROW).checksRegularly(reader).sharedLevel("forgets its state", world.cluster()::loseMeta);
	}

	/** A replica takes over that has not heard of anything. */
	static void failover(World world, NodeDesign design) {
		world.invariants().onlyInTheEnd();
		world.has(ROW, "old");
		CacheNode reader = world.node("B", design);
		world.cached(reader, ROW).writes(world.writerNode("A", design), ROW, "new").commitsAndLeaves();
		world.checksRegularly(reader);
		InMemoryCluster.Snapshot replica = world.cluster().snapshot();
		world.sharedLevel("fails over", () -> world.cluster().failOverTo(replica));
	}

	/**
	 * The shared level loses what it has acknowledged, before or after it is received.
	 */
	static void lostAnnouncement(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode writer = world.node("A", design.afterCommitOnly().withoutReaders());
		CacheNode reader = world.node("B", design);
		world.cached(reader, ROW).writes(writer, ROW, "new").commits();
		world.losesAnnouncements(1).checksAfterTheLoss(writer).checksRegularly(reader);
	}

	/** The same, with pending marks, and one or both of the announcements are lost. */
	static void lostAnnouncements(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode writer = world.node("A", design.withoutReaders());
		world.cachedInLevel2(writer, ROW).writes(writer, ROW, "new").commits();
		world.losesAnnouncements(2).checksAfterTheLoss(writer);
	}

	/** The numbers that were lost are given to another transaction. */
	static void lostNumbersGivenAgain(World world, NodeDesign design) {
		world.has(ROW, "old").has(OTHER_ROW, "other");
		CacheNode writer = world.node("A", design.afterCommitOnly().withoutReaders());
		CacheNode reader = world.node("B", design);
		world.cached(reader, ROW).writes(writer, ROW, "new").commits();
		world.writes(world.writerNode("C", design.afterCommitOnly()), OTHER_ROW, "another").afterTheLoss().commits();
		world.losesAnnouncements(1).checksRegularly(reader);
	}

	/** An older history comes back, and the subscriptions before or after a check. */
	static void olderHistoryAndNewSubscriptions(World world, NodeDesign design) {
		world.has(ROW, "old");
		CacheNode writer = world.node("A", design.afterCommitOnly().withoutReaders());
		world.cached(writer, ROW).writes(writer, ROW, "new").commits();
		world.losesAnnouncementsAndSubscriptions(1).subscribesAgain(writer).checks(writer);
	}

}
