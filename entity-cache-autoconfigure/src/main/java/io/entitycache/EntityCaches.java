package io.entitycache;

import java.util.Collection;
import java.util.Set;

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

	/** The sum over all caches. */
	CacheStatistics statistics();

	/** How this node stands to the shared level. */
	SharedLevelStatus sharedLevel();

}
