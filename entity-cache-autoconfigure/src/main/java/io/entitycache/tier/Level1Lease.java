package io.entitycache.tier;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * For how long level 1 may be trusted. While announcements are received and it is proven
 * again and again that none was missed, the lease is extended; without proof it ends, and
 * then an entry may be used only until the disconnected time has passed since the last
 * proof or since its own load. A proof counts only in the session it was made in: once
 * another server may answer, what that one has is not known before it has been asked.
 * <p>
 * All times are those of {@link System#nanoTime()} or of the ticker that stands for it.
 */
public final class Level1Lease {

	private final boolean unlimited;

	private final long maxStaleness;

	private final long disconnectedTtl;

	private final LongSupplier session;

	private volatile long provenSession;

	private volatile boolean granted;

	private volatile long provenAt;

	private volatile boolean everProven;

	private Level1Lease(boolean unlimited, Duration maxStaleness, Duration disconnectedTtl, LongSupplier session) {
		this.session = session;
		this.unlimited = unlimited;
		this.maxStaleness = maxStaleness.toNanos();
		this.disconnectedTtl = disconnectedTtl.toNanos();
	}

	/** Of a node that is alone: nobody else can make its level 1 stale. */
	public static Level1Lease unlimited() {
		return new Level1Lease(true, Duration.ZERO, Duration.ZERO, () -> 0);
	}

	/** Of a node among others; not yet granted. */
	public static Level1Lease of(Duration maxStaleness, Duration disconnectedTtl) {
		return of(maxStaleness, disconnectedTtl, () -> 0);
	}

	/**
	 * Of a node among others; not yet granted.
	 * @param session a number that changes whenever another server may answer; must not
	 * wait
	 */
	public static Level1Lease of(Duration maxStaleness, Duration disconnectedTtl, LongSupplier session) {
		return new Level1Lease(false, maxStaleness, disconnectedTtl, session);
	}

	/** The session now, to be taken before a question that is to prove something. */
	public long session() {
		return this.session.getAsLong();
	}

	/** Whether it is proven, recently enough, that nothing was missed. */
	public boolean isTrusted(long now) {
		return this.unlimited || (this.granted && now - this.provenAt < this.maxStaleness
				&& this.provenSession == this.session.getAsLong());
	}

	/** Whether an entry that was loaded at that time may be used now. */
	public boolean admits(long now, long loadedAt) {
		return isTrusted(now) || isWithinDisconnectedTtl(now, loadedAt)
				|| (this.everProven && isWithinDisconnectedTtl(now, this.provenAt));
	}

	// The reader's clock may be behind that of the proof or of the load.
	private boolean isWithinDisconnectedTtl(long now, long since) {
		return Math.max(0, now - since) < this.disconnectedTtl;
	}

	/**
	 * Nothing was missed up to that time.
	 * @param askedAt when the question was sent whose answer proved it
	 * @param askedIn the session in which it was sent
	 */
	public synchronized void proven(long askedAt, long askedIn) {
		this.provenSession = askedIn;
		if (!this.everProven || askedAt - this.provenAt > 0) {
			this.provenAt = askedAt;
		}
		this.everProven = true;
		this.granted = true;
	}

	/** Announcements are no longer received. */
	public synchronized void lost() {
		this.granted = false;
	}

	/** Time since the last proof in nanoseconds, negative if there was none. */
	public long sinceProof(long now) {
		return this.everProven ? Math.max(0, now - this.provenAt) : -1;
	}

	/**
	 * The longest life of an entry whose load nobody could announce to, in nanoseconds.
	 */
	public long disconnectedTtl() {
		return this.disconnectedTtl;
	}

}
