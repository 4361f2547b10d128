package io.entitycache.cluster;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The nonces of the announcements applied last, to recognise a history in which the same
 * number stands for something else. Used by one thread.
 */
final class RecentNonces {

	private static final int KEPT = 1024;

	private final long[] sequences = new long[KEPT];

	private final long[] nonces = new long[KEPT];

	RecentNonces() {
		Arrays.fill(this.sequences, -1);
	}

	/** Forgets all but the last announcement, if it is the one with that number. */
	void startAt(long sequence, @Nullable NumberedAnnouncement last) {
		Arrays.fill(this.sequences, -1);
		if (last != null && last.sequence() == sequence) {
			note(last);
		}
	}

	void note(NumberedAnnouncement applied) {
		int index = index(applied.sequence());
		this.sequences[index] = applied.sequence();
		this.nonces[index] = applied.nonce();
	}

	/** Whether an announcement with this number was applied that was another one. */
	boolean contradict(NumberedAnnouncement other) {
		return contradict(other.sequence(), other.nonce());
	}

	boolean contradict(long sequence, long nonce) {
		int index = index(sequence);
		return this.sequences[index] == sequence && this.nonces[index] != nonce;
	}

	/** Whether exactly this announcement was applied, or noted as the last one. */
	boolean confirm(NumberedAnnouncement other) {
		int index = index(other.sequence());
		return this.sequences[index] == other.sequence() && this.nonces[index] == other.nonce();
	}

	private static int index(long sequence) {
		return (int) (sequence & (KEPT - 1));
	}

}
