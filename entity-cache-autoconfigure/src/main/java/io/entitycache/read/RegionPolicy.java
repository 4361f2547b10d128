package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import io.entitycache.CacheSettings;

/**
 * How one region keeps its entries.
 *
 * @param cache the name of the cache the region belongs to
 * @param level1 whether there is a level 1
 * @param level1Ttl longest fresh time in level 1
 * @param maximumSize number of entries level 1 holds
 * @param level2 whether there is a level 2
 * @param level2Ttl longest fresh time in level 2
 * @param absentTtl fresh time of an absence; zero = absences are not remembered
 * @param grace time past the fresh time for which an entry may still be used
 * @param jitter the part by which a fresh time may be shorter
 * @param loadOnMiss whether a miss is loaded
 * @param loadTimeout longest time to wait for somebody else's load
 * @param loadLease longest time for which a load is left to another process; zero = not
 * @param replicaLag how far what is loaded may be behind what was committed before
 */
public record RegionPolicy(String cache, boolean level1, Duration level1Ttl, long maximumSize, boolean level2,
		Duration level2Ttl, Duration absentTtl, Duration grace, double jitter, boolean loadOnMiss, Duration loadTimeout,
		Duration loadLease, Duration replicaLag) {

	/** The policy that follows from a cache's settings. */
	public static RegionPolicy of(CacheSettings settings) {
		return new RegionPolicy(settings.name(), settings.level1().enabled(),
				shorter(settings.level1().ttl(), settings.ttl()), settings.level1().maximumSize(),
				settings.level2().enabled(), shorter(settings.level2().ttl(), settings.ttl()), settings.absentTtl(),
				settings.grace(), settings.ttlJitter(), settings.loadOnMiss(), settings.loadTimeout(),
				settings.loadLease(), settings.replicaLag());
	}

	// Sums of times have to fit into a count of nanoseconds.
	private static final Duration LONGEST = Duration.ofDays(50 * 365);

	public RegionPolicy {
		level1Ttl = shorter(level1Ttl, LONGEST);
		level2Ttl = shorter(level2Ttl, LONGEST);
		absentTtl = shorter(absentTtl, LONGEST);
		grace = shorter(grace, LONGEST);
		loadTimeout = shorter(loadTimeout, LONGEST);
		// Whoever has waited in vain has as long for the own load, and so have those who
		// wait
		// for that.
		loadLease = shorter(loadLease, loadTimeout.dividedBy(2));
		replicaLag = shorter(replicaLag, LONGEST);
	}

	/** The same, but every miss is loaded, and by this process. */
	RegionPolicy loading() {
		return new RegionPolicy(this.cache, this.level1, this.level1Ttl, this.maximumSize, this.level2, this.level2Ttl,
				this.absentTtl, this.grace, this.jitter, /* loadOnMiss= */ true, this.loadTimeout,
				/* loadLease= */ Duration.ZERO, this.replicaLag);
	}

	/** The same, but nothing is left to other processes. */
	RegionPolicy withoutLease() {
		return new RegionPolicy(this.cache, this.level1, this.level1Ttl, this.maximumSize, this.level2, this.level2Ttl,
				this.absentTtl, this.grace, this.jitter, this.loadOnMiss, this.loadTimeout,
				/* loadLease= */ Duration.ZERO, this.replicaLag);
	}

	private static Duration shorter(Duration first, Duration second) {
		return (first.compareTo(second) <= 0) ? first : second;
	}

	/** Whether this kind of answer is remembered. */
	boolean remembers(boolean absence) {
		return !absence || !this.absentTtl.isZero();
	}

	/** The fresh time in level 1, jitter applied. */
	Duration level1Life(boolean absence) {
		return jittered(absence ? shorter(this.absentTtl, this.level1Ttl) : this.level1Ttl);
	}

	/** The fresh time in level 2, jitter applied. */
	Duration level2Life(boolean absence) {
		return jittered(absence ? shorter(this.absentTtl, this.level2Ttl) : this.level2Ttl);
	}

	/** The time past the fresh time for which this kind of answer may be used. */
	Duration graceOf(boolean absence) {
		return absence ? Duration.ZERO : this.grace;
	}

	// Only ever shorter: a configured time stays an upper bound.
	private Duration jittered(Duration life) {
		if (this.jitter == 0) {
			return life;
		}
		double factor = 1 - this.jitter * ThreadLocalRandom.current().nextDouble();
		return Duration.ofNanos(Math.max(1, (long) (life.toNanos() * factor)));
	}

}
