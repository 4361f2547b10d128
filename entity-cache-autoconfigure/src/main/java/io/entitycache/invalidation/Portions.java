package io.entitycache.invalidation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;

/** Keeps announcements within what one script and one message may carry. */
final class Portions {

	/** Single keys in one announcement. */
	static final int KEYS = 500;

	/** Single keys of one region, past which the region is announced as a whole. */
	static final int KEYS_OF_REGION = 10_000;

	private Portions() {
	}

	/** The same, with regions in place of very many of their keys. */
	static Invalidation bounded(Invalidation invalidation) {
		if (invalidation.keys().size() <= KEYS_OF_REGION) {
			return invalidation;
		}
		Map<String, Integer> keysOf = new HashMap<>();
		invalidation.keys().forEach((key) -> keysOf.merge(key.region(), 1, Integer::sum));
		Set<String> regions = new HashSet<>();
		keysOf.forEach((region, count) -> {
			if (count > KEYS_OF_REGION) {
				regions.add(region);
			}
		});
		return invalidation.and(Invalidation.ofRegions(regions));
	}

	/** The same in portions, never none; regions and tables are in the first. */
	static List<Invalidation> of(Invalidation invalidation) {
		if (invalidation.keys().size() <= KEYS) {
			return List.of(invalidation);
		}
		List<Invalidation> portions = new ArrayList<>();
		List<EntryKey> keys = List.copyOf(invalidation.keys());
		for (int from = 0; from < keys.size(); from += KEYS) {
			Set<EntryKey> some = new HashSet<>(keys.subList(from, Math.min(keys.size(), from + KEYS)));
			portions.add((from == 0) ? new Invalidation(some, invalidation.regions(), invalidation.tables())
					: Invalidation.ofKeys(some));
		}
		return portions;
	}

}
