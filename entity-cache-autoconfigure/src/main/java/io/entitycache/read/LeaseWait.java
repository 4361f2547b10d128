package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * How long a load is left to another process: in pauses that grow with the time waited so
 * far, and so add only a part of it. Used by one thread.
 */
final class LeaseWait {

	private static final long SHORTEST = TimeUnit.MILLISECONDS.toNanos(1);

	private static final long LONGEST = TimeUnit.MILLISECONDS.toNanos(100);

	/** A pause is this part of the time waited so far. */
	private static final int PART = 16;

	private final long limit;

	private long begun;

	private boolean waiting;

	LeaseWait(Duration limit) {
		this.limit = limit.toNanos();
	}

	/** Waits a little; tells whether there is reason to go on. */
	boolean pause() {
		long now = System.nanoTime();
		if (!this.waiting) {
			this.waiting = true;
			this.begun = now;
		}
		long waited = now - this.begun;
		if (waited >= this.limit || Thread.currentThread().isInterrupted()) {
			return false;
		}
		long pause = Math.min(Math.max(waited / PART, SHORTEST), LONGEST);
		LockSupport.parkNanos(this, Math.min(pause, this.limit - waited));
		return !Thread.currentThread().isInterrupted();
	}

}
