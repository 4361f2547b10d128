package io.entitycache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Something that has happened in the caches of this process. Beans of type
 * {@link EntityCacheListener} are told, and Spring's application listeners: a method
 * {@code @EventListener void on(EntityCacheEvent.Updated event)} is enough.
 * <p>
 * Events carry ids and never values: a listener that wants the value reads it. A
 * committed change is told after the entry was removed on this node, so such a read sees
 * that commit or a newer one. An {@code origin} is the random id of the node that made
 * the announcement, or {@code null} for this one.
 */
public sealed interface EntityCacheEvent {

	/** Something that happened to one cache. */
	sealed interface OfCache extends EntityCacheEvent {

		/** The cache's name. */
		String cache();

	}

	/** Something that happened to one entry. */
	sealed interface OfEntry extends OfCache {

		/** The entity's id; of an entry by key attribute, the attribute's value. */
		Object key();

	}

	/** Something that happened to the connection to the shared level. */
	sealed interface OfSharedLevel extends EntityCacheEvent {

	}

	/**
	 * A cache is ready for the first time since the start of the process.
	 *
	 * @param cache the cache's name
	 */
	record Ready(String cache) implements OfCache {
	}

	/**
	 * A table is being read into its cache; told after each page.
	 *
	 * @param progress how far it has come
	 */
	record Syncing(SyncProgress progress) implements OfCache {

		@Override
		public String cache() {
			return this.progress.cache();
		}

	}

	/**
	 * A table was read into its cache.
	 *
	 * @param cache the cache's name
	 * @param rows rows that were read
	 * @param changed cached entities that turned out to have another state
	 * @param removed cached entities that turned out to have no row
	 * @param duration how long it took
	 */
	record Synced(String cache, long rows, long changed, long removed, Duration duration) implements OfCache {
	}

	/**
	 * What a cache held was loaded anew.
	 *
	 * @param cache the cache's name
	 * @param rows rows that were read
	 * @param changed cached entities that turned out to have another state
	 * @param removed cached entities that turned out to have no row
	 * @param duration how long it took
	 */
	record Refreshed(String cache, long rows, long changed, long removed, Duration duration) implements OfCache {
	}

	/**
	 * Everything in a cache was removed, or everything that is remembered of one of its
	 * key attributes.
	 *
	 * @param cache the cache's name
	 * @param attribute the key attribute, {@code null} for the entities themselves
	 * @param cause why
	 * @param origin the node that announced it, {@code null} for this one
	 */
	record Cleared(String cache, @Nullable String attribute, InvalidationCause cause,
			@Nullable String origin) implements OfCache {
	}

	/**
	 * A transaction of this process has committed a new row.
	 *
	 * @param cache the cache's name
	 * @param key the row's id
	 */
	record Created(String cache, Object key) implements OfEntry {
	}

	/**
	 * A transaction of this process has committed another state of a row.
	 *
	 * @param cache the cache's name
	 * @param key the row's id
	 */
	record Updated(String cache, Object key) implements OfEntry {
	}

	/**
	 * A transaction of this process has committed that a row is gone.
	 *
	 * @param cache the cache's name
	 * @param key the id that the row had
	 */
	record Removed(String cache, Object key) implements OfEntry {
	}

	/**
	 * An entity was read from the database because no level had it.
	 *
	 * @param cache the cache's name
	 * @param key the entity's id
	 */
	record Loaded(String cache, Object key) implements OfEntry {
	}

	/**
	 * Level 1 has dropped an entity. Level 2 may still have it.
	 *
	 * @param cache the cache's name
	 * @param key the entity's id
	 * @param cause why
	 */
	record Evicted(String cache, Object key, EvictionCause cause) implements OfEntry {
	}

	/**
	 * An entry was called stale, whether it was cached or not.
	 *
	 * @param cache the cache's name
	 * @param attribute the key attribute of which {@code key} is a value, {@code null} if
	 * it is an id
	 * @param key the entity's id, or the attribute's value
	 * @param cause why
	 * @param origin the node that announced it, {@code null} for this one
	 */
	record Invalidated(String cache, @Nullable String attribute, Object key, InvalidationCause cause,
			@Nullable String origin) implements OfEntry {
	}

	/**
	 * Something failed, and callers may not have noticed.
	 *
	 * @param cache the cache's name, {@code null} if it is no matter of a single one
	 * @param operation what was tried, one of a small fixed set of words
	 * @param failure why it failed
	 */
	record Failed(@Nullable String cache, String operation, Throwable failure) implements EntityCacheEvent {
	}

	/** The connection to the shared level was lost. */
	record Disconnected() implements OfSharedLevel {
	}

	/**
	 * A lost connection to the shared level will be opened anew.
	 *
	 * @param attempt the number of the attempt in this outage, from 1
	 * @param delay how long is waited before it
	 */
	record Reconnecting(int attempt, Duration delay) implements OfSharedLevel {
	}

	/**
	 * A lost connection to the shared level is there again.
	 *
	 * @param after how long it was lost
	 */
	record Reconnected(Duration after) implements OfSharedLevel {
	}

}
