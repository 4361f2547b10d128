package io.entitycache.exploration;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/**
 * No order of steps brings back what a commit has made stale, shows what is not
 * committed, or leaves a stale entry behind a crash.
 */
class InterleavingsTests {

	@Nested
	class OfOneWriter extends Interleavings {

		@Test
		void update() {
			holds(Stories::update);
		}

		@Test
		void updateWithoutPendingMarks() {
			holds(Stories::updateAfterCommitOnly);
		}

		@Test
		void updateAppliedInSeveralSteps() {
			holds(Stories::updateInFineSteps);
		}

		@Test
		void updateOfWhatLevel2Has() {
			holds(Stories::updateOfWhatLevel2Has);
		}

		@Test
		void delete() {
			holds(Stories::delete);
		}

		@Test
		void insert() {
			holds(Stories::insert);
		}

		@Test
		void updateOnTheReadersNode() {
			holds(Stories::updateOnTheReadersNode);
		}

		@Test
		void updateOnTheReadersNodeOfWhatLevel2Has() {
			holds(Stories::updateOnTheReadersNodeOfWhatLevel2Has);
		}

		@Test
		void updateOnTheReadersNodeWithoutPendingMarks() {
			holds(Stories::updateOnTheReadersNodeAfterCommitOnly);
		}

		@Test
		void updateWithTwoReaders() {
			holds(Stories::updateWithTwoReaders);
		}

		@Test
		void readInWritingTransaction() {
			holds(Stories::readInWritingTransaction);
		}

		@Test
		void readerThatOutlivesTheTombstone() {
			holds(Stories::slowReader);
		}

		@Test
		void bulkChange() {
			holds(Stories::bulkChange);
		}

		@Test
		void bulkChangeOfWhatLevel2Has() {
			holds(Stories::bulkChangeOfWhatLevel2Has);
		}

		@Test
		void keyAttributeFoundByTheOldValue() {
			holds(Stories::keyAttributeFoundByTheOldValue);
		}

		@Test
		void keyAttributeFoundByTheNewValue() {
			holds(Stories::keyAttributeFoundByTheNewValue);
		}

	}

	@Nested
	class OfAReaderInASnapshot extends Interleavings {

		@Test
		void update() {
			holds(Stories::updateReadInSnapshot);
		}

		@Test
		void updateWithoutPendingMarks() {
			holds(Stories::updateAfterCommitOnlyReadInSnapshot);
		}

		@Test
		void updateOnTheReadersNode() {
			holds(Stories::updateOnTheNodeThatReadsInSnapshot);
		}

		@Test
		void bulkChange() {
			holds(Stories::bulkChangeReadInSnapshot);
		}

		@Test
		void longerThanTheTombstone() {
			holds(Stories::snapshotThatOutlivesTheTombstone);
		}

		@Test
		void withAWriterThatDies() {
			holds(Stories::crashUnderASnapshot);
		}

		@Test
		void withAWriterOfAllRowsThatDies() {
			holds(Stories::crashInBulkChangeUnderASnapshot);
		}

	}

	@Nested
	class OfTwoWriters extends Interleavings {

		@Test
		void ofTheSameRow() {
			holds(Stories::twoWriters);
		}

		@Test
		void ofTheSameRowOnTheReadersNode() {
			holds(Stories::twoWritersOnTheReadersNode);
		}

		@Test
		void rollbackOverATombstone() {
			holds(Stories::rollback);
		}

	}

	@Nested
	class OfAWriterThatDies extends Interleavings {

		@Test
		void atAnyInstant() {
			holds(Stories::crash);
		}

		@Test
		void whileLevel2AnswersNoReservation() {
			holds(Stories::crashWithoutReservations);
		}

		@Test
		void overWhatLevel2Has() {
			holds(Stories::crashOverWhatLevel2Has);
		}

		@Test
		void afterALongCommit() {
			holds(Stories::crashOfASlowWriter);
		}

		@Test
		void inABulkChange() {
			holds(Stories::crashInBulkChange);
		}

		@Test
		void inABulkChangeUnderATombstone() {
			holds(Stories::announcementUnderABulkChangeThatCrashes);
		}

	}

	@Nested
	class OfFaults extends Interleavings {

		@Test
		void callsThatFailOrLoseTheirAnswer() {
			holds(Stories::debt);
		}

		@Test
		void callsThatFailOrLoseTheirAnswerSeenFromElsewhere() {
			holds(Stories::debtSeenFromElsewhere);
		}

		@Test
		void lostMessage() {
			holds(Stories::lostMessage);
		}

		@Test
		void readAfterALostMessage() {
			holds(Stories::readAfterALostMessage);
		}

		@Test
		void lostState() {
			holds(Stories::lostState);
		}

		@Test
		void failover() {
			holds(Stories::failover);
		}

		@Test
		void lostAnnouncement() {
			holds(Stories::lostAnnouncement);
		}

		@Test
		void lostAnnouncements() {
			holds(Stories::lostAnnouncements);
		}

		@Test
		void lostNumbersGivenAgain() {
			holds(Stories::lostNumbersGivenAgain);
		}

		@Test
		void olderHistoryAndNewSubscriptions() {
			holds(Stories::olderHistoryAndNewSubscriptions);
		}

	}

}
