package io.entitycache;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import jakarta.persistence.metamodel.SingularAttribute;

/**
 * The cache of one entity. Reads are answered by the memory of this process (level 1),
 * else by the memory all processes share (level 2), else by the database, once per key
 * and process however many threads ask.
 * <p>
 * Every answer is the caller's own detached copy, with the associations that are EAGER or
 * included by the settings. Others to one are references that carry the id, and those to
 * many are as uninitialized as in any detached entity. Inside a transaction that has
 * changed a row, reads of that row go to the database and are not cached.
 * <p>
 * Trouble of the cache never reaches the caller: what it cannot answer, the database
 * does. What the database throws is thrown to the caller. Instances are safe for use by
 * several threads; no parameter may be {@code null}.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public interface EntityCache<T, ID> {

	/** The name under which the cache is configured. */
	String name();

	/** The entity's type. */
	Class<T> entityType();

	/** The effective settings. */
	CacheSettings settings();

	/**
	 * The entity with this id.
	 * @throws LoadTimeoutException if the database did not answer within the load timeout
	 */
	Optional<T> findById(ID id);

	/**
	 * The entity whose unique key attribute has this value.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 * of this cache; the message lists those that are
	 * @throws LoadTimeoutException if the database did not answer within the load timeout
	 */
	Optional<T> findBy(String attribute, Object value);

	/**
	 * As {@link #findBy(String, Object)}, with the attribute from the static metamodel.
	 * @param <V> the attribute's type
	 */
	default <V> Optional<T> findBy(SingularAttribute<? super T, V> attribute, V value) {
		return findBy(attribute.getName(), value);
	}

	/**
	 * The entities with these ids, by id, in the order of the ids given. Ids without a
	 * row are left out, and an id given twice is there once. At most one exchange with
	 * level 2 and one query per chunk of ids for what no level has.
	 */
	Map<ID, T> findAllById(Collection<? extends ID> ids);

	/**
	 * The entities whose unique key attribute has one of these values, by value, in the
	 * order of the values given; otherwise as {@link #findAllById}.
	 * @param <V> the attribute's type
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	<V> Map<V, T> findAllBy(String attribute, Collection<? extends V> values);

	/**
	 * As {@link #findAllBy(String, Collection)}, with the attribute from the static
	 * metamodel.
	 * @param <V> the attribute's type
	 */
	default <V> Map<V, T> findAllBy(SingularAttribute<? super T, V> attribute, Collection<? extends V> values) {
		return findAllBy(attribute.getName(), values);
	}

	/**
	 * What level 1 holds now, in no particular order; nothing is loaded. An entity of
	 * which an included association is not known is left out.
	 */
	List<T> findAll();

	/**
	 * What level 1, else level 2, knows of the id. The database is not asked. An entity
	 * of which an included association is not known is not known either.
	 */
	Lookup<T> peek(ID id);

	/**
	 * What level 1, else level 2, knows of the key attribute's value. The database is not
	 * asked.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	Lookup<T> peekBy(String attribute, Object value);

	/** Whether level 1 or level 2 holds the entity with this id. */
	default boolean contains(ID id) {
		return peek(id) instanceof Lookup.Present;
	}

	/**
	 * Whether level 1 or level 2 holds the entity with this key attribute value.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	default boolean containsBy(String attribute, Object value) {
		return peekBy(attribute, value) instanceof Lookup.Present;
	}

	/** How fresh level 1's entry of the id is. */
	Freshness freshness(ID id);

	/**
	 * Removes the entity from both levels on every node, with what its included
	 * collections hold, but not their members. Inside a transaction this happens when it
	 * commits, and not at all if it rolls back.
	 */
	void evict(ID id);

	/** As {@link #evict}, for several ids in one announcement. */
	void evictAll(Collection<? extends ID> ids);

	/**
	 * Removes the entity with this key attribute value, if it is cached, as
	 * {@link #evict} does, and what is remembered of the value. Asks the database which
	 * entity that is if no level knows.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	void evictBy(String attribute, Object value);

	/** Removes everything from both levels on every node, otherwise as {@link #evict}. */
	void clear();

	/**
	 * Forgets which entity has which value of the key attribute, on every node, otherwise
	 * as {@link #clear()}. The entities themselves stay cached.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	void clear(String attribute);

	/**
	 * Loads the entity from the database, whatever the levels hold, and keeps what comes
	 * back. Other readers are served what is cached until then. If the cached state was
	 * another one, or the row is gone, every node is told.
	 * @return what the database has
	 */
	Optional<T> refresh(ID id);

	/**
	 * Loads anew, in the background, what level 1 holds, as {@link #refresh} does.
	 * @return completes when it has ended, exceptionally if it failed; what was cached
	 * stays cached then
	 */
	CompletableFuture<SyncResult> refreshAll();

	/** As {@link #sync(SyncMode)}, with {@link SyncMode#INCREMENTAL}. */
	default CompletableFuture<SyncResult> sync() {
		return sync(SyncMode.INCREMENTAL);
	}

	/**
	 * Reads the table into the cache, in the background, page by page. Readers are served
	 * as ever meanwhile. What is committed meanwhile wins over what was read before it.
	 * Whoever asks while a sync that reads as much is under way gets that one's result.
	 * In a cluster one node reads the table into level 2, and the others wait for it and
	 * fill their level 1.
	 * @return completes when it has ended, exceptionally if it failed; what was cached
	 * stays cached then
	 */
	CompletableFuture<SyncResult> sync(SyncMode mode);

	/**
	 * Completes once what {@link CacheSettings#warmUp()} asks for is done, for the first
	 * time since the start of the process. A warm-up that fails is tried again.
	 */
	CompletableFuture<Void> ready();

	/**
	 * Waits for {@link #ready()}.
	 * @return whether it is ready
	 */
	default boolean awaitReady(Duration timeout) {
		return Readiness.await(ready(), timeout);
	}

	/**
	 * The number of entities in level 1, remembered absences included. Entries whose time
	 * is over count until their memory is freed. Takes no longer with more entries.
	 */
	long size();

	/**
	 * The number of values of the key attribute in level 1, remembered absences included;
	 * counted as by {@link #size()}.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	long size(String attribute);

	/** Shows the cache to people. */
	CacheInspection<ID> inspection();

	/** Takes entities out of the cache and into it. */
	CacheSnapshots<T> snapshots();

	/** What has been counted since the start of the process. */
	CacheStatistics statistics();

}
