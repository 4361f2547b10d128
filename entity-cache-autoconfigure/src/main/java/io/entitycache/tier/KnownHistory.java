package io.entitycache.tier;

import java.util.Arrays;
import java.util.TreeMap;

import io.entitycache.tier.SharedView.Position;

/**
 * All that this node has learned of the shared history, to recognise a history that has
 * lost a part of it: the newest incarnation, the highest number in it, the nonces of the
 * announcements applied last, and the receipts of announcements that have not been
 * confirmed yet. Outlives a loss of the {@link SharedView}. Safe for use by several
 * threads.
 */
public class KnownHistory {

	/*
	 * The shared level acknowledges a number before anything is replicated. When it fails
	 * over to a replica, or restarts from an older snapshot, the end of the history is
	 * gone and the numbers are given again, to other announcements. The end may have been
	 * applied by no node, so what was applied is not enough to see the loss: a receipt is
	 * knowledge too. It is confirmed once the announcement with its number and its nonce
	 * has been applied here or found in the log.
	 *
	 * Two histories of different incarnations are ordered by Incarnations: a snapshot can
	 * also bring back one that had been given up.
	 */

	private static final int KEPT = 4096;

	/** Receipts that may wait for their confirmation; more than that is a doubt. */
	private static final int UNCONFIRMED = 10_000;

	private final long[] sequences = new long[KEPT];

	private final long[] nonces = new long[KEPT];

	private final TreeMap<Long, Long> unconfirmed = new TreeMap<>();

	private Position latest = Position.UNKNOWN;

	private boolean doubted;

	public KnownHistory() {
		Arrays.fill(this.sequences, -1);
	}

	/** The newest incarnation, and the highest number that is known of it. */
	public synchronized Position latest() {
		return this.latest;
	}

	/** The shared level has given this number to an announcement of this node. */
	public synchronized void given(long incarnation, long sequence, long nonce) {
		if (!isOfLatest(incarnation) || confirms(sequence, nonce)) {
			return;
		}
		if (this.unconfirmed.size() == UNCONFIRMED || contradicts(incarnation, sequence, nonce)) {
			this.doubted = true;
			return;
		}
		this.unconfirmed.put(sequence, nonce);
		reached(sequence);
	}

	/**
	 * The announcement with this number has been applied, or has been read from the log.
	 */
	public synchronized void confirmed(long incarnation, long sequence, long nonce) {
		if (isOfLatest(incarnation)) {
			int index = index(sequence);
			if (this.sequences[index] <= sequence) {
				this.sequences[index] = sequence;
				this.nonces[index] = nonce;
			}
			this.unconfirmed.remove(sequence, nonce);
			reached(sequence);
		}
	}

	/** The shared level has answered that its history has got that far. */
	public synchronized void seen(long incarnation, long sequence) {
		if (isOfLatest(incarnation)) {
			reached(sequence);
		}
	}

	// Late answers of a history that is over are of no interest.
	private boolean isOfLatest(long incarnation) {
		if (Incarnations.isNewer(incarnation, this.latest.incarnation())) {
			this.latest = new Position(incarnation, 0);
			this.unconfirmed.clear();
			Arrays.fill(this.sequences, -1);
			this.doubted = false;
		}
		return incarnation == this.latest.incarnation();
	}

	private void reached(long sequence) {
		if (sequence > this.latest.sequence()) {
			this.latest = new Position(this.latest.incarnation(), sequence);
		}
	}

	/**
	 * Whether the answer to a question shows a history that is not the known one, or that
	 * is known to have had more when the question was asked.
	 * @param known what was {@link #latest()} before the question was sent
	 */
	public synchronized boolean isOlder(Position known, long incarnation, long sequence) {
		if (incarnation != known.incarnation()) {
			// Another node may have renewed it, and this one may know by now.
			return known.incarnation() != 0 && !Incarnations.isNewer(incarnation, known.incarnation());
		}
		return sequence < known.sequence() || (this.doubted && incarnation == this.latest.incarnation());
	}

	/** The history has been found to contradict what is known. */
	public synchronized void doubt(long incarnation) {
		if (isOfLatest(incarnation)) {
			this.doubted = true;
		}
	}

	/** Whether this number is known to stand for another announcement. */
	public synchronized boolean contradicts(long incarnation, long sequence, long nonce) {
		if (incarnation != this.latest.incarnation()) {
			return false;
		}
		Long given = this.unconfirmed.get(sequence);
		int index = index(sequence);
		return (given != null && given != nonce) || (this.sequences[index] == sequence && this.nonces[index] != nonce);
	}

	/** Whether exactly this announcement has been applied or read from the log. */
	public synchronized boolean confirms(long sequence, long nonce) {
		int index = index(sequence);
		return this.sequences[index] == sequence && this.nonces[index] == nonce;
	}

	/**
	 * The lowest number up to that one that was given and has not been confirmed, 0 if
	 * there is none.
	 */
	public synchronized long unconfirmedUpTo(long sequence) {
		Long first = this.unconfirmed.isEmpty() ? null : this.unconfirmed.firstKey();
		return (first != null && first <= sequence) ? first : 0;
	}

	private static int index(long sequence) {
		return (int) (sequence & (KEPT - 1));
	}

}
