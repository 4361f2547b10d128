package io.entitycache.cluster;

import java.util.Arrays;

/**
 * The nonces of the announcements applied last, to recognise a history in which the same
 * number stands for something else. Used by one thread.
 */
final class RecentNonces {

	private static final int KEPT = 1024;

	private final long[] sequences = new long[KEPT];

	private final long[] nonces = new long[KEPT];

	void note(NumberedAnnouncement applied) {
		int index = index(applied);
		this.sequences[index] = applied.sequence();
		this.nonces[index] = applied.nonce();
	}

	/** Whether an announcement with this number was applied that was another one. */
	boolean contradict(NumberedAnnouncement other) {
		int index = index(other);
		return this.sequences[index] == other.sequence() && this.nonces[index] != other.nonce();
	}

	void clear() {
		Arrays.fill(this.sequences, 0);
	}

	private static int index(NumberedAnnouncement announcement) {
		return (int) (announcement.sequence() & (KEPT - 1));
	}

}
