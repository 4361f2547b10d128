package io.entitycache.redis;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;

/**
 * Splits an announcement into as many as one script may carry: a script stops the server
 * while it runs, and a message has a limit. Each portion is whole by itself, so that none
 * has to wait for another; the first has the regions and tables, which make the most
 * stale.
 */
final class AnnouncementPortions {

	private static final int KEYS = 1_000;

	/** Of all keys in one portion, in characters; a character takes up to three bytes. */
	private static final int CHARACTERS = 200_000;

	private AnnouncementPortions() {
	}

	private static boolean isSmall(Set<EntryKey> keys) {
		int characters = 0;
		for (EntryKey key : keys) {
			characters += Math.min(CHARACTERS + 1, key.region().length() + key.key().length());
			if (characters > CHARACTERS) {
				return false;
			}
		}
		return keys.size() <= KEYS;
	}

	static List<Announcement> of(Announcement announcement) {
		Invalidation whole = announcement.invalidation();
		if (isSmall(whole.keys())) {
			return List.of(announcement);
		}
		Set<String> regions = new HashSet<>(whole.regions());
		List<Set<EntryKey>> groups = new ArrayList<>();
		groups.add(new HashSet<>());
		int characters = 0;
		for (EntryKey key : whole.keys()) {
			int length = key.region().length() + key.key().length();
			if (length > CHARACTERS) {
				// No message holds it. Its region is more, which costs misses.
				regions.add(key.region());
				continue;
			}
			characters += length;
			if (groups.get(groups.size() - 1).size() == KEYS || characters > CHARACTERS) {
				groups.add(new HashSet<>());
				characters = length;
			}
			groups.get(groups.size() - 1).add(key);
		}
		List<Announcement> portions = new ArrayList<>();
		for (Set<EntryKey> group : groups) {
			Invalidation part = portions.isEmpty() ? new Invalidation(group, regions, whole.tables())
					: Invalidation.ofKeys(group);
			portions
				.add(new Announcement(announcement.kind(), announcement.transaction(), announcement.sender(), part));
		}
		return portions;
	}

}
