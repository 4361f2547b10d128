package io.entitycache.observability;

import java.util.List;

/**
 * Every meter of the entity cache, with its tags. The values of all tags come from small
 * fixed sets; none is ever a key.
 */
public enum EntityCacheMeters {

	/** Reads of a cache, by whether the database had to be asked. */
	CACHE_GETS("cache.gets", "cache", "name", "cache.manager", "result"),

	/** Values that were admitted to level 1. */
	CACHE_PUTS("cache.puts", "cache", "name", "cache.manager"),

	/** Entries that level 1 dropped for lack of space or because they had expired. */
	CACHE_EVICTIONS("cache.evictions", "cache", "name", "cache.manager"),

	/** Entities in level 1, remembered absences included. */
	CACHE_SIZE("cache.size", "cache", "name", "cache.manager"),

	/**
	 * Reads by the level that answered and by how fresh the answer was; level
	 * {@code none} with result {@code miss} if no level did.
	 */
	GETS("entity.cache.gets", "cache", "level", "result"),

	/** Reads that were answered by a remembered absence; part of the reads above. */
	ABSENT("entity.cache.gets.absent", "cache"),

	/** Entries that level 1 dropped, by why. */
	EVICTIONS("entity.cache.evictions", "cache", "cause"),

	/** Loads from the database with their duration, by how they ended. */
	LOADS("entity.cache.loads", "cache", "outcome"),

	/** Entries and regions that were removed because they were stale. */
	INVALIDATIONS("entity.cache.invalidations", "cache", "cause"),

	/** Loaded values that were not admitted to a level. */
	FILLS_REFUSED("entity.cache.fills.refused", "cache", "level", "reason"),

	/** Level 2 entries that were there and could not be used. */
	UNREADABLE("entity.cache.unreadable", "cache", "reason"),

	/** Events, once per listener, by what has become of them. */
	EVENTS("entity.cache.events", "outcome"),

	/**
	 * Syncs and refreshes with their duration, by kind; {@code failed} if they failed.
	 */
	SYNCS("entity.cache.syncs", "cache", "kind"),

	/** Rows that syncs and refreshes have read, by kind. */
	SYNC_ROWS("entity.cache.sync.rows", "cache", "kind"),

	/** Rows that the sync which is under way has read, or the last one has. */
	SYNC_PROGRESS_ROWS("entity.cache.sync.progress.rows", "cache"),

	/** Rows per second of that sync. */
	SYNC_PROGRESS_RATE("entity.cache.sync.progress.rate", "cache"),

	/** Seconds that it is going to take from here; no number if nobody knows. */
	SYNC_PROGRESS_REMAINING("entity.cache.sync.progress.remaining", "cache"),

	/** Failed operations of the shared level. */
	SHARED_FAILURES("entity.cache.shared.failures", "operation"),

	/** Losses of the connection to the shared level, attempts to reopen it, returns. */
	SHARED_RECONNECTS("entity.cache.shared.reconnects", "event"),

	/** Repairs after missed announcements. */
	SHARED_REPAIRS("entity.cache.shared.repairs", "how"),

	/** 1 if this node is connected to the shared level, else 0. */
	SHARED_CONNECTED("entity.cache.shared.connected"),

	/** Invalidations that the shared level has not taken yet. */
	SHARED_OWED("entity.cache.shared.owed");

	private final String meterName;

	private final List<String> tags;

	EntityCacheMeters(String meterName, String... tags) {
		this.meterName = meterName;
		this.tags = List.of(tags);
	}

	/** The meter's name. */
	public String meterName() {
		return this.meterName;
	}

	/** The keys of the meter's tags. */
	public List<String> tags() {
		return this.tags;
	}

}
