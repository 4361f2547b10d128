package io.entitycache.observability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.entitycache.CachedEntry;
import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.ImportResult;
import io.entitycache.SnapshotExpiry;
import io.entitycache.SnapshotTrust;
import io.entitycache.SyncMode;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.Show;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.util.Assert;

/**
 * Shows the caches to operators, and lets those who have the access change what is
 * cached. That has to be allowed with {@code access: unrestricted}; the values of an
 * entity are hidden unless {@code show-values} allows them.
 */
@Endpoint(id = "entitycaches", defaultAccess = Access.READ_ONLY)
public final class EntityCachesEndpoint {

	/* Boot has the whole body of a request in memory before an operation sees it. */
	static final int MOST_CHARACTERS = 10_000_000;

	private final EntityCaches caches;

	private final Show showValues;

	public EntityCachesEndpoint(EntityCaches caches, Show showValues) {
		this.caches = caches;
		this.showValues = showValues;
	}

	/** Every cache, in short. */
	@ReadOperation
	public Map<String, Object> caches() {
		Map<String, Object> caches = new LinkedHashMap<>();
		this.caches.all().forEach((cache) -> caches.put(cache.name(), EntityCacheReport.inShort(cache)));
		Map<String, Object> all = new LinkedHashMap<>();
		all.put("sharedLevel", EntityCacheReport.of(this.caches.sharedLevel()));
		all.put("caches", caches);
		return all;
	}

	/** One cache; {@code null} if there is none of this name. */
	@ReadOperation
	public @Nullable Map<String, @Nullable Object> cache(@Selector String cache) {
		return this.caches.contains(cache) ? EntityCacheReport.of(this.caches.get(cache)) : null;
	}

	/**
	 * One entry, by its id or by a key attribute.
	 * @param cache the cache's name
	 * @param key the text form of the id, or of the attribute's value
	 * @param attribute the key attribute, {@code null} for the id
	 */
	@ReadOperation
	public @Nullable Map<String, @Nullable Object> entry(@Selector String cache, @Selector String key,
			@Nullable String attribute) {
		return entry(cache, key, attribute, /* showValues= */ this.showValues == Show.ALWAYS);
	}

	@Nullable Map<String, @Nullable Object> entry(String cache, String key, @Nullable String attribute, boolean showValues) {
		return this.caches.contains(cache) ? entry(this.caches.get(cache), key, attribute, showValues) : null;
	}

	private static <ID> Map<String, @Nullable Object> entry(EntityCache<?, ID> cache, String key,
			@Nullable String attribute, boolean showValues) {
		CachedEntry<ID> entry = (attribute != null)
				? cache.inspection().entryBy(attribute, cache.inspection().parseValue(attribute, key))
				: cache.inspection().entry(cache.inspection().parseId(key));
		return EntityCacheReport.of(cache, entry, showValues);
	}

	/**
	 * Starts to load a cache anew, and does not wait for the end; readers are served
	 * meanwhile. Progress and failure are in the log and the meters.
	 * @param cache the cache's name
	 * @param what how much is loaded
	 */
	@WriteOperation
	public Map<String, Object> load(@Selector String cache, Load what) {
		EntityCache<?, ?> found = this.caches.get(cache);
		switch (what) {
			case FULL -> found.sync(SyncMode.FULL);
			case INCREMENTAL -> found.sync(SyncMode.INCREMENTAL);
			case REFRESH -> found.refreshAll();
		}
		return answer("cache", cache, "started", what);
	}

	private static Map<String, Object> answer(String name, Object value, String otherName, Object other) {
		Map<String, Object> answer = new LinkedHashMap<>();
		answer.put(name, value);
		answer.put(otherName, other);
		return answer;
	}

	/**
	 * Takes exported lines into the caches that they are of, as
	 * {@link EntityCaches#importFrom} does. An endpoint cannot read the body of a request
	 * as a stream, so there is a limit; what is longer is for that method.
	 * @param lines the lines of one or more caches, no more than 10,000,000 characters
	 * @param trust whether the database is asked, which it is if nothing is said
	 */
	@WriteOperation
	public List<ImportResult> importLines(String lines, @Nullable SnapshotTrust trust) {
		Assert.isTrue(lines.length() <= MOST_CHARACTERS,
				() -> "The lines are too long for an endpoint: %d characters, and no more than %d are taken"
					.formatted(lines.length(), MOST_CHARACTERS));
		return this.caches.importFrom(lines.lines(), (trust != null) ? trust : SnapshotTrust.VERIFY);
	}

	/** The lines of one cache, or of all of them with {@code null}. */
	Stream<String> export(@Nullable String cache, @Nullable Boolean expiry) {
		SnapshotExpiry withExpiry = Boolean.TRUE.equals(expiry) ? SnapshotExpiry.WITH : SnapshotExpiry.WITHOUT;
		return (cache != null) ? this.caches.get(cache).snapshots().export(withExpiry) : this.caches.export(withExpiry);
	}

	/** Empties a cache on every node. */
	@DeleteOperation
	public Map<String, Object> clear(@Selector String cache) {
		this.caches.get(cache).clear();
		return Map.of("cleared", cache);
	}

	/**
	 * Removes an entity from both levels on every node.
	 * @param cache the cache's name
	 * @param key the text form of the id, or of the attribute's value
	 * @param attribute the key attribute, {@code null} for the id
	 */
	@DeleteOperation
	public Map<String, Object> evict(@Selector String cache, @Selector String key, @Nullable String attribute) {
		evict(this.caches.get(cache), key, attribute);
		return answer("cache", cache, "evicted", key);
	}

	private static <ID> void evict(EntityCache<?, ID> cache, String key, @Nullable String attribute) {
		if (attribute != null) {
			cache.evictBy(attribute, cache.inspection().parseValue(attribute, key));
		}
		else {
			cache.evict(cache.inspection().parseId(key));
		}
	}

	/** How much of a table is loaded. */
	public enum Load {

		/** Every row. */
		FULL,

		/** What has changed since the last sync. */
		INCREMENTAL,

		/** What is cached. */
		REFRESH

	}

}
