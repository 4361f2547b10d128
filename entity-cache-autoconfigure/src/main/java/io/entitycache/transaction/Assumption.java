package io.entitycache.transaction;

import java.util.LinkedHashSet;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;

/**
 * What a transaction relies on when it says what it has changed: that a region was not
 * changed as a whole between its read of a row and its write. A statement that changes
 * rows without their versions could otherwise have changed what the row was like before.
 *
 * @param region the region
 * @param since a moment before the row was read
 * @param otherwise what is stale, too, if the region was changed
 */
public record Assumption(String region, ReadMoment since, Invalidation otherwise) {

	private static final int MAX_KEYS = 10_000;

	/** Both, of the same region. */
	Assumption and(Assumption other) {
		Invalidation both = this.otherwise.and(other.otherwise);
		return new Assumption(this.region, this.since.orEarlier(other.since), bounded(both));
	}

	private static Invalidation bounded(Invalidation invalidation) {
		if (invalidation.keys().size() <= MAX_KEYS) {
			return invalidation;
		}
		Set<String> regions = new LinkedHashSet<>();
		for (EntryKey key : invalidation.keys()) {
			regions.add(key.region());
		}
		return invalidation.and(Invalidation.ofRegions(regions));
	}

}
