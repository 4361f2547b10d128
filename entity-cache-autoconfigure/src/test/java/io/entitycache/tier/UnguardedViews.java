package io.entitycache.tier;

import io.entitycache.EntryKey;
import io.entitycache.tier.SharedView.Position;

/** Views that do not know something of their history, to show that it has to be known. */
public final class UnguardedViews {

	private UnguardedViews() {
	}

	/** Receipts are not remembered. */
	public static SharedView withoutReceipts() {
		return new SharedView(new KnownHistory() {

			@Override
			public synchronized void given(long incarnation, long sequence, long nonce) {
			}

		}, new PendingKeys());
	}

	/**
	 * A history that is shorter than the known one, or has been given up, is accepted.
	 */
	public static SharedView acceptingOlderHistories() {
		return new SharedView(new KnownHistory() {

			@Override
			public synchronized boolean isOlder(Position known, long incarnation, long sequence) {
				return false;
			}

		}, new PendingKeys());
	}

	/** A number that is given again is not compared with what it stood for. */
	public static SharedView withoutNonces() {
		return new SharedView(new KnownHistory() {

			@Override
			public synchronized boolean contradicts(long incarnation, long sequence, long nonce) {
				return false;
			}

		}, new PendingKeys());
	}

	/** Nothing is known of a pending mark but what the slot says. */
	public static SharedView withoutPendingKeys() {
		return new SharedView(new KnownHistory(), new PendingKeys() {

			@Override
			boolean isPending(EntryKey key, long time) {
				return false;
			}

		});
	}

}
