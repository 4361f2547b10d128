package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import io.entitycache.CacheSettings;
import io.entitycache.Invalidation;
import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import io.entitycache.jpa.Association;
import io.entitycache.jpa.BoundSessionReads;
import io.entitycache.jpa.CollectionState;
import io.entitycache.jpa.EntityLoader;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.Tenants;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.NodeContext;
import io.entitycache.sync.Correction;
import io.entitycache.transaction.TransactionChanges;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The rows of one entity type, and those of their collections that copies are assembled
 * from: of a cache of its own, or of a member of other entities' copies.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class CachedRows<T, ID> {

	/* Rows in one statement of a bulk load. */

	static final int CHUNK = 1000;

	private final CacheSettings settings;

	private final EntityManagerFactory entityManagerFactory;

	private final EntityMapping<T, ID> mapping;

	private final CacheRegion<ID, EntityState> states;

	private final NodeContext node;

	private final Map<String, CachedCollections<ID>> collections = new LinkedHashMap<>();

	/* Those of other rows that these rows are the members of. */

	private final List<CachedCollections<?>> memberships = new ArrayList<>();

	private final Map<Class<?>, CachedRows<?, ?>> members;

	private @Nullable StateReads<T, ID> reads;

	/**
	 * Creates a new instance.
	 * @param settings how the rows are kept
	 */
	CachedRows(CacheSettings settings, EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping,
			CacheRegion<ID, EntityState> states, NodeContext node) {
		this(settings, entityManagerFactory, mapping, states, node, new LinkedHashMap<>());
	}

	private CachedRows(CacheSettings settings, EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping,
			CacheRegion<ID, EntityState> states, NodeContext node, Map<Class<?>, CachedRows<?, ?>> members) {
		this.settings = settings;
		this.entityManagerFactory = entityManagerFactory;
		this.mapping = mapping;
		this.states = states;
		this.node = node;
		this.members = members;
	}

	/**
	 * The rows of an entity that has no cache of its own, as members of this one's
	 * copies: kept as this one's rows are, in a region of their own.
	 */
	CachedRows<?, ?> member(EntityMapping<?, ?> member) {
		CachedRows<?, ?> rows = this.members.get(member.entityType());
		if (rows == null) {
			rows = newMember(member);
			this.members.put(member.entityType(), rows);
		}
		return rows;
	}

	private <M, K> CachedRows<M, K> newMember(EntityMapping<M, K> member) {
		String name = this.settings.name() + '/' + member.queryName();
		CacheRegion<K, EntityState> region = region(name, member.idCodec(), member::isKeptUnder, member.stateCodec());
		return new CachedRows<>(this.settings, this.entityManagerFactory, member, region, this.node, this.members);
	}

	private <K, V> CacheRegion<K, V> region(String name, KeyCodec<K> keys, BiPredicate<K, V> owns,
			ValueCodec<V> values) {
		return CacheRegions.region(name, keys, owns, values, this.settings, this.node,
				Tenants.of(this.entityManagerFactory));
	}

	/** The members that have no cache of their own. */
	Collection<CachedRows<?, ?>> members() {
		return this.members.values();
	}

	EntityMapping<T, ID> mapping() {
		return this.mapping;
	}

	CacheRegion<ID, EntityState> states() {
		return this.states;
	}

	/** The collections of one association to many, of all rows. */
	CachedCollections<ID> collections(Association association, CachedRows<?, ?> members) {
		return this.collections.computeIfAbsent(association.name(), (name) -> {
			CacheRegion<ID, CollectionState> region = region(this.states.name() + '.' + name, this.mapping.idCodec(),
					(id, held) -> this.mapping.isCollectionKeptUnder(id), association.role().codec());
			CachedCollections<ID> created = new CachedCollections<>(association, this, members, region);
			members.memberships.add(created);
			return created;
		});
	}

	/** Those collections that are part of any copy. */
	Collection<CachedCollections<ID>> collections() {
		return this.collections.values();
	}

	/** The regions of the rows and of their collections. */
	List<CacheRegion<?, ?>> regions() {
		List<CacheRegion<?, ?>> regions = new ArrayList<>();
		regions.add(this.states);
		this.collections.values().forEach((collection) -> regions.add(collection.region()));
		return regions;
	}

	/** The names of the regions of the rows and of their collections. */
	Set<String> names() {
		Set<String> names = new HashSet<>();
		regions().forEach((region) -> names.add(region.name()));
		return names;
	}

	/** The entries of the row and of its collections. */
	Invalidation invalidation(ID id) {
		Invalidation stale = this.states.invalidation(id);
		for (CachedCollections<ID> collection : this.collections.values()) {
			stale = stale.and(collection.region().invalidation(id));
		}
		return stale;
	}

	/** The entries of collections that lack one of the rows which says it is in them. */
	Invalidation unlisted(Map<ID, EntityState> rows) {
		return this.memberships.stream()
			.map((collections) -> collections.lacking(rows.values()))
			.reduce(Invalidation.NONE, Invalidation::and);
	}

	/**
	 * The entries of rows that have been found to be other than was cached: those of the
	 * collections of a row that is gone, and of collections that a row was or is in, are
	 * stale too.
	 */
	Invalidation invalidation(Map<ID, Correction> corrections) {
		Invalidation stale = Invalidation.NONE;
		for (Map.Entry<ID, Correction> corrected : corrections.entrySet()) {
			ID id = corrected.getKey();
			EntityState after = corrected.getValue().after();
			stale = stale.and((after != null) ? this.states.invalidation(id) : invalidation(id));
			for (CachedCollections<?> membership : this.memberships) {
				stale = stale.and(membership.ofOwner(corrected.getValue().before())).and(membership.ofOwner(after));
			}
		}
		return stale;
	}

	/**
	 * What is stale here if anything about a row was changed, that of another row's
	 * collection included: who had it as a member, nobody knows.
	 */
	@SuppressWarnings("unchecked")
	Invalidation invalidationOf(Class<?> entityType, Object id) {
		Invalidation stale = isOfHierarchy(entityType) ? invalidation((ID) id) : Invalidation.NONE;
		for (CachedCollections<ID> collection : this.collections.values()) {
			if (collection.members().isOfHierarchy(entityType)) {
				stale = stale.and(Invalidation.ofRegion(collection.region().name()));
			}
		}
		return stale;
	}

	private boolean isOfHierarchy(Class<?> type) {
		return type.isAssignableFrom(this.mapping.entityType()) || this.mapping.entityType().isAssignableFrom(type);
	}

	/** The reads of the rows, once they are built. */
	StateReads<T, ID> reads() {
		Assert.state(this.reads != null, "the cache is still being built");
		return this.reads;
	}

	/**
	 * Builds the reads.
	 * @param regions the names of all regions whose changes decide about attributes
	 */
	StateReads<T, ID> build(HibernateChanges changes, TransactionChanges named, Set<String> regions) {
		EntityLoader<T, ID> loader = new EntityLoader<>(this.entityManagerFactory, this.mapping,
				this.settings.loadTimeout(), CHUNK);
		EntityLoads<T, ID> loads = new EntityLoads<>(this.mapping, loader, this.states);
		TransactionReads<T, ID> transaction = new TransactionReads<>(
				new BoundSessionReads<>(this.entityManagerFactory, this.mapping), loader, changes, named, this.states,
				regions);
		StateReads<T, ID> built = new StateReads<>(this.states, loads, transaction);
		this.reads = built;
		this.collections.values()
			.forEach((collection) -> collection.build(this.entityManagerFactory, this.settings, changes, named));
		return built;
	}

}
