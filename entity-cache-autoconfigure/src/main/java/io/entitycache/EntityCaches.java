package io.entitycache;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * All entity caches of the application. Instances are safe for use by several threads; no
 * parameter may be {@code null}.
 */
public interface EntityCaches {

	/** The configured names, in the order of configuration. */
	Set<String> names();

	/** Every cache, in the order of configuration. */
	Collection<EntityCache<?, ?>> all();

	/**
	 * The cache with this name.
	 * @throws IllegalArgumentException if there is none; the message lists the names
	 */
	EntityCache<?, ?> get(String name);

	/**
	 * The cache of this entity.
	 * @param <T> the entity's type
	 * @param <ID> the type of its id
	 * @throws IllegalArgumentException if there is none, or its id is of another type;
	 * the message lists what there is
	 */
	<T, ID> EntityCache<T, ID> get(Class<T> entityType, Class<ID> idType);

	/** Whether there is a cache with this name. */
	default boolean contains(String name) {
		return names().contains(name);
	}

	/** Clears every cache on every node, in one announcement. */
	void clear();

	/**
	 * Invalidates every cache that holds rows of the table, on every node, for a writer
	 * that the application cannot see. Inside a transaction this happens when it commits.
	 * @param table the table's name, without schema, in any case
	 */
	void invalidateTable(String table);

	/**
	 * Invalidates the entity with this id, and the values by which it is found now, on
	 * every node, for a writer that the application cannot see. Inside a transaction this
	 * happens when it commits.
	 * @param entityType the cached entity, or another type of its hierarchy
	 * @param id the id of the row that was inserted, updated or deleted
	 * @throws IllegalArgumentException if no cache holds such entities, or the id is of
	 * another type; the message lists what there is
	 */
	void invalidate(Class<?> entityType, Object id);

	/**
	 * As {@link #invalidate(Class, Object)}, of the cache with this name.
	 * @throws IllegalArgumentException if there is none, or the id is of another type
	 */
	@SuppressWarnings("unchecked")
	default void invalidate(String name, Object id) {
		((EntityCache<?, Object>) get(name)).evict(id);
	}

	/**
	 * As {@link EntityCache#evictBy}, of the cache with this name.
	 * @throws IllegalArgumentException if there is no such cache or key attribute; the
	 * message lists those that are
	 */
	default void invalidate(String name, String attribute, Object value) {
		get(name).evictBy(attribute, value);
	}

	/**
	 * Does the same with several caches at the same time, on threads of the library, and
	 * so outside of the caller's transaction. The failure of one is no other's.
	 * @param names the caches' names
	 * @param action what is done with each
	 * @param timeout longest time that all of it may take; what has not begun by then is
	 * given up, and what has not ended is no longer waited for
	 * @param <R> the type of the result
	 * @return what came of it, by name, in the order of the names
	 * @throws IllegalArgumentException if there is no cache of one of the names, before
	 * anything is done; the message lists the names there are
	 */
	<R extends @Nullable Object> Map<String, CacheOutcome<R>> each(Collection<String> names,
			Function<? super EntityCache<?, ?>, ? extends R> action, Duration timeout);

	/**
	 * As {@link #each(Collection, Function, Duration)}, with every cache.
	 * @param <R> the type of the result
	 */
	default <R extends @Nullable Object> Map<String, CacheOutcome<R>> each(
			Function<? super EntityCache<?, ?>, ? extends R> action, Duration timeout) {
		return each(names(), action, timeout);
	}

	/**
	 * As {@link CacheSnapshots#export}, of every cache, one after another, each when its
	 * turn comes.
	 */
	default Stream<String> export(SnapshotExpiry expiry) {
		return ExportedLines.of(all(), expiry);
	}

	/**
	 * As {@link CacheSnapshots#importFrom}, with the lines of one or more caches, one
	 * after another.
	 * @return what became of each cache's entities, in the order of the lines
	 */
	List<ImportResult> importFrom(Stream<String> lines, SnapshotTrust trust);

	/** What each cache has counted since the start of the process, by name. */
	default Map<String, CacheStatistics> statisticsByName() {
		Map<String, CacheStatistics> all = new LinkedHashMap<>();
		all().forEach((cache) -> all.put(cache.name(), cache.statistics()));
		return all;
	}

	/** The number of entities in each cache's level 1, by name. */
	default Map<String, Long> sizes() {
		Map<String, Long> all = new LinkedHashMap<>();
		all().forEach((cache) -> all.put(cache.name(), cache.size()));
		return all;
	}

	/**
	 * Syncs every cache, each as {@link EntityCache#sync(SyncMode)} does. The failure of
	 * one is no other's.
	 * @return by cache
	 */
	default Map<String, CompletableFuture<SyncResult>> syncAll(SyncMode mode) {
		Map<String, CompletableFuture<SyncResult>> all = new LinkedHashMap<>();
		all().forEach((cache) -> all.put(cache.name(), cache.sync(mode)));
		return all;
	}

	/**
	 * Loads anew what level 1 of every cache holds, each as
	 * {@link EntityCache#refreshAll()} does.
	 * @return by cache
	 */
	default Map<String, CompletableFuture<SyncResult>> refreshAll() {
		Map<String, CompletableFuture<SyncResult>> all = new LinkedHashMap<>();
		all().forEach((cache) -> all.put(cache.name(), cache.refreshAll()));
		return all;
	}

	/** Completes once every cache is ready. */
	default CompletableFuture<Void> ready() {
		return CompletableFuture.allOf(all().stream().map(EntityCache::ready).toArray(CompletableFuture[]::new));
	}

	/**
	 * Waits for {@link #ready()}.
	 * @return whether all are ready
	 */
	default boolean awaitReady(Duration timeout) {
		return Readiness.await(ready(), timeout);
	}

	/** The sum over all caches. */
	CacheStatistics statistics();

	/** How this node stands to the shared level. */
	SharedLevelStatus sharedLevel();

}
