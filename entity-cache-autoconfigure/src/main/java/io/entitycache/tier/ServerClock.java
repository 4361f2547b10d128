package io.entitycache.tier;

import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * The shared level's own time, estimated from its answers. The estimate is never behind
 * the server, so that an entry's end is never seen too late. No node's wall clock is
 * involved.
 */
public final class ServerClock {

	private volatile @Nullable Reading reading;

	/**
	 * The server gave its time.
	 * @param serverTime the server's time in milliseconds
	 * @param askedAt when it was asked, in nanoseconds of this process
	 */
	public void read(long serverTime, long askedAt) {
		this.reading = new Reading(serverTime, askedAt);
	}

	/**
	 * The server's time in milliseconds at most, {@code -1} if it has never been asked.
	 */
	public long now(long nanos) {
		Reading last = this.reading;
		return (last != null) ? last.serverTime() + TimeUnit.NANOSECONDS.toMillis(nanos - last.askedAt()) + 1 : -1;
	}

	private record Reading(long serverTime, long askedAt) {
	}

}
