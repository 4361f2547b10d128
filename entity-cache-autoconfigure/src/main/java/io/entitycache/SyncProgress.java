package io.entitycache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How far a sync has come.
 *
 * @param cache the cache's name
 * @param mode how much is read
 * @param rows rows read so far
 * @param expectedRows rows there were at the start, {@code -1} if nobody knows
 * @param elapsed time since the start
 */
public record SyncProgress(String cache, SyncMode mode, long rows, long expectedRows, Duration elapsed) {

	/** Rows per second. */
	public double rate() {
		return this.elapsed.isZero() ? 0 : this.rows * 1e9 / this.elapsed.toNanos();
	}

	/** The time it is going to take from here, {@code null} if nobody knows. */
	public @Nullable Duration remaining() {
		if (this.expectedRows < 0 || this.rows == 0) {
			return null;
		}
		double part = Math.max(0, this.expectedRows - this.rows) / (double) this.rows;
		return Duration.ofNanos((long) (this.elapsed.toNanos() * part));
	}

}
