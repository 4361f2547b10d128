package io.entitycache;

import java.time.Duration;

/**
 * Counts of one cache, or of several added up, since the start of the process. They never
 * go down.
 *
 * @param level1Hits answers from level 1 within their time to live, remembered absences
 * included
 * @param staleHits answers past their time to live, within their grace, from either level
 * @param absentHits answers that were a remembered absence, at either level; they are
 * part of {@code level1Hits} or {@code level2Hits} as well
 * @param level2Hits answers from level 2
 * @param misses reads that neither level could answer
 * @param loads loads from the database that were answered
 * @param loadFailures loads that failed
 * @param loadTime time spent in answered and failed loads
 * @param puts values admitted to level 1
 * @param evictions entries that level 1 dropped for lack of space
 * @param expirations entries that level 1 dropped because their time was over
 * @param invalidations entries and regions removed because they were stale
 * @param refusedFills loaded values that were not admitted to a level
 * @param unreadable level 2 entries that were there and could not be used
 */
public record CacheStatistics(long level1Hits, long staleHits, long absentHits, long level2Hits, long misses,
		long loads, long loadFailures, Duration loadTime, long puts, long evictions, long expirations,
		long invalidations, long refusedFills, long unreadable) {

	/** Nothing has happened. */
	public static final CacheStatistics NONE = new CacheStatistics(0, 0, 0, 0, 0, 0, 0, Duration.ZERO, 0, 0, 0, 0, 0,
			0);

	/** Answers that did not need the database. */
	public long hits() {
		return this.level1Hits + this.staleHits + this.level2Hits;
	}

	/** Reads. */
	public long requests() {
		return hits() + this.misses;
	}

	/** The part of the reads that did not need the database; 0 if there were none. */
	public double hitRate() {
		long requests = requests();
		return (requests == 0) ? 0.0 : (double) hits() / requests;
	}

	/** Both. */
	public CacheStatistics and(CacheStatistics other) {
		return new CacheStatistics(this.level1Hits + other.level1Hits, this.staleHits + other.staleHits,
				this.absentHits + other.absentHits, this.level2Hits + other.level2Hits, this.misses + other.misses,
				this.loads + other.loads, this.loadFailures + other.loadFailures, this.loadTime.plus(other.loadTime),
				this.puts + other.puts, this.evictions + other.evictions, this.expirations + other.expirations,
				this.invalidations + other.invalidations, this.refusedFills + other.refusedFills,
				this.unreadable + other.unreadable);
	}

}
