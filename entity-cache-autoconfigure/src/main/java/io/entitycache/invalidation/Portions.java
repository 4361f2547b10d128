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

	/**
	 * Characters of the keys in one announcement; a character takes up to three bytes.
	 */
	static final int TEXT = 200_000;

	/** Single keys of one region, past which the region is announced as a whole. */
	static final int KEYS_OF_REGION = 10_000;

	private Portions() {
	}

	/** The same, with regions in place of very many of their keys, or very long ones. */
	static Invalidation bounded(Invalidation invalidation) {
		Set<String> regions = new HashSet<>();
		for (EntryKey key : invalidation.keys()) {
			if (size(key) > TEXT) {
				regions.add(key.region());
			}
		}
		if (invalidation.keys().size() > KEYS_OF_REGION) {
			regions.addAll(regionsOfMany(invalidation));
		}
		return invalidation.and(Invalidation.ofRegions(regions));
	}

	private static int size(EntryKey key) {
		return key.region().length() + key.key().length();
	}

	private static boolean isSmall(Invalidation invalidation) {
		long text = 0;
		for (EntryKey key : invalidation.keys()) {
			text += size(key);
		}
		return invalidation.keys().size() <= KEYS && text <= TEXT;
	}

	private static Set<String> regionsOfMany(Invalidation invalidation) {
		Map<String, Integer> keysOf = new HashMap<>();
		invalidation.keys().forEach((key) -> keysOf.merge(key.region(), 1, Integer::sum));
		Set<String> regions = new HashSet<>();
		keysOf.forEach((region, count) -> {
			if (count > KEYS_OF_REGION) {
				regions.add(region);
			}
		});
		return regions;
	}

	/** The same in portions, never none; regions and tables are in the first. */
	static List<Invalidation> of(Invalidation invalidation) {
		if (isSmall(invalidation)) {
			return List.of(invalidation);
		}
		List<Invalidation> portions = new ArrayList<>();
		Set<EntryKey> some = new HashSet<>();
		long text = 0;
		for (EntryKey key : invalidation.keys()) {
			if (some.size() == KEYS || text + size(key) > TEXT) {
				portions.add(Invalidation.ofKeys(some));
				some = new HashSet<>();
				text = 0;
			}
			some.add(key);
			text += size(key);
		}
		portions.add(0, new Invalidation(some, invalidation.regions(), invalidation.tables()));
		return portions;
	}

}
