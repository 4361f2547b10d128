package io.entitycache.tier;

import java.util.concurrent.atomic.AtomicLongArray;

import io.entitycache.EntryKey;

/**
 * Until when a pending mark may stand in a slot, as far as this node can know without
 * asking the shared level. A load that began under such a mark may have read the row as
 * it was before a commit that is never announced, because its writer was killed.
 */
class PendingKeys {

	/*
	 * Keys share stripes, which costs at most that something is not kept while the shared
	 * level does not answer. A mark's end is counted from when it is heard of, which is
	 * after it was set. The announcement of the transaction's end does not end it here: a
	 * stripe may stand for the mark of another transaction too. Marks that were set
	 * before this node listened are unknown, so all keys are pending for the life of a
	 * mark after that.
	 */

	private static final int STRIPES = 1 << 14;

	private final AtomicLongArray stripes = new AtomicLongArray(STRIPES);

	private volatile long all;

	private volatile boolean anyKnown;

	/** A transaction is about to commit a change of the key. */
	void enter(EntryKey key, long until) {
		begin(until);
		this.stripes.accumulateAndGet(stripe(key), until, PendingKeys::later);
	}

	/** Any key may have a mark until then. */
	synchronized void enterAll(long until) {
		begin(until);
		this.all = later(this.all, until);
	}

	// Times of this process may be negative, so no number stands for never.
	private void begin(long first) {
		if (!this.anyKnown) {
			initialize(first);
		}
	}

	private synchronized void initialize(long first) {
		if (!this.anyKnown) {
			long past = first - Long.MAX_VALUE / 2;
			this.all = past;
			for (int i = 0; i < STRIPES; i++) {
				this.stripes.set(i, past);
			}
			this.anyKnown = true;
		}
	}

	/** Whether a mark may have stood in the key's slot at that time. */
	boolean isPending(EntryKey key, long time) {
		return this.anyKnown && time - later(this.stripes.get(stripe(key)), this.all) < 0;
	}

	private static int stripe(EntryKey key) {
		int hash = key.hashCode() * 0x9E3779B9;
		return (hash ^ (hash >>> 16)) & (STRIPES - 1);
	}

	private static long later(long first, long second) {
		return (second - first > 0) ? second : first;
	}

}
