package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

import io.entitycache.CacheStatistics;

/** What one region counts; nothing ever goes down. */
final class RegionCounters {

	final LongAdder level1Hits = new LongAdder();

	final LongAdder staleHits = new LongAdder();

	final LongAdder level1AbsentHits = new LongAdder();

	final LongAdder level2Hits = new LongAdder();

	final LongAdder level2AbsentHits = new LongAdder();

	final LongAdder misses = new LongAdder();

	final LongAdder loads;

	final LongAdder loadFailures;

	final LongAdder loadNanos;

	final LongAdder puts;

	final LongAdder invalidations = new LongAdder();

	final LongAdder refusedFills;

	final LongAdder unreadable = new LongAdder();

	RegionCounters() {
		this.loads = new LongAdder();
		this.loadFailures = new LongAdder();
		this.loadNanos = new LongAdder();
		this.puts = new LongAdder();
		this.refusedFills = new LongAdder();
	}

	private RegionCounters(RegionCounters other) {
		this.loads = other.loads;
		this.loadFailures = other.loadFailures;
		this.loadNanos = other.loadNanos;
		this.puts = other.puts;
		this.refusedFills = other.refusedFills;
	}

	/** Counts loads and fills here, and reads, which nobody made, nowhere. */
	RegionCounters withoutReads() {
		return new RegionCounters(this);
	}

	/** Everything. */
	CacheStatistics all(long evictions, long expirations) {
		return new CacheStatistics(this.level1Hits.sum(), this.staleHits.sum(),
				this.level1AbsentHits.sum() + this.level2AbsentHits.sum(), this.level2Hits.sum(), this.misses.sum(),
				this.loads.sum(), this.loadFailures.sum(), Duration.ofNanos(this.loadNanos.sum()), this.puts.sum(),
				evictions, expirations, this.invalidations.sum(), this.refusedFills.sum(), this.unreadable.sum());
	}

	/**
	 * What a region of pointers adds to that of its entities: a pointer that was found
	 * leads to a read of the entity, which counts itself, so only the answers that end
	 * here are counted.
	 */
	CacheStatistics answersThatEndHere() {
		return new CacheStatistics(this.level1AbsentHits.sum(), 0,
				this.level1AbsentHits.sum() + this.level2AbsentHits.sum(), this.level2AbsentHits.sum(),
				this.misses.sum(), this.loads.sum(), this.loadFailures.sum(), Duration.ofNanos(this.loadNanos.sum()), 0,
				0, 0, 0, this.refusedFills.sum(), this.unreadable.sum());
	}

}
