package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import io.entitycache.CacheSettings;
import io.entitycache.CacheStatistics;
import io.entitycache.Cached;
import io.entitycache.EntityCache;
import io.entitycache.Freshness;
import io.entitycache.Invalidation;
import io.entitycache.Lookup;
import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.JointRead;
import io.entitycache.sync.CacheUpkeep;
import io.entitycache.tier.LocalEntry;
import io.entitycache.transaction.TransactionChanges;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;
import org.springframework.util.StringUtils;

/**
 * An entity cache: a region of states by id, and for each key attribute a region of
 * pointers from its values to ids. A pointer is verified against the state it leads to,
 * so a left-over one can only cost a load.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class TwoLevelEntityCache<T, ID> implements EntityCache<T, ID> {

	private final CacheSettings settings;

	private final EntityMapping<T, ID> mapping;

	private final CacheRegion<ID, EntityState> entities;

	private final Map<String, CacheRegion<Object, ID>> pointers;

	private final EntityLoads<T, ID> loads;

	private final TransactionReads<T, ID> transaction;

	private final TransactionChanges changes;

	private final EntityInspection<ID> inspection;

	private final EntitySnapshots<T, ID> snapshots;

	private final CacheUpkeep<ID> upkeep;

	private final CachedRows<T, ID> rows;

	private final StateReads<T, ID> reads;

	private final @Nullable GraphReader<T, ID> graphs;

	private final Set<String> regions;

	private final Function<EntityState, Optional<T>> view;

	private final boolean shared;

	private final PointerLinks<ID> links;

	/**
	 * Creates a new instance.
	 * @param graphs makes copies that consist of more than the row, {@code null} if there
	 * is nothing more
	 * @param allRegions the names of all regions that the copies come from, without those
	 * of other caches
	 */
	TwoLevelEntityCache(CacheSettings settings, CachedRows<T, ID> rows, CacheRegions<ID> regions,
			StateReads<T, ID> reads, @Nullable GraphReader<T, ID> graphs, Set<String> allRegions,
			TransactionChanges changes, CacheUpkeep<ID> upkeep) {
		this.settings = settings;
		this.rows = rows;
		this.mapping = rows.mapping();
		this.entities = regions.entities();
		this.pointers = regions.pointers();
		this.links = new PointerLinks<>(this.entities);
		this.loads = reads.loads();
		this.transaction = reads.transaction();
		this.reads = reads;
		this.graphs = graphs;
		this.regions = allRegions;
		this.changes = changes;
		this.inspection = new EntityInspection<>(this.rows, this.entities, this::pointer);
		this.snapshots = new EntitySnapshots<>(settings, this.mapping, this.entities, this.loads.byId());
		Function<EntityState, T> factory = this.mapping::materialize;
		this.upkeep = upkeep;
		this.shared = settings.share() == CacheSettings.Share.SHARED && graphs == null;
		this.view = (settings.share() == CacheSettings.Share.SHARED) ? (state) -> state.sharedInstance(factory)
				: (state) -> Optional.of(factory.apply(state));
	}

	@Override
	public String name() {
		return this.settings.name();
	}

	@Override
	public Class<T> entityType() {
		return this.mapping.entityType();
	}

	@Override
	public CacheSettings settings() {
		return this.settings;
	}

	@Override
	public Optional<T> findById(ID id) {
		ID key = this.mapping.copyId(required(id));
		if (this.graphs != null) {
			return Optional.ofNullable(this.graphs.findAllById(List.of(key)).get(key));
		}
		if (this.transaction.mustPass(key)) {
			return view(this.transaction.read(key));
		}
		return viewOf(this.entities.read(key, this.loads.byId()));
	}

	@Override
	public Optional<T> findBy(String attribute, Object given) {
		CacheRegion<Object, ID> pointer = pointer(attribute);
		Object value = canonical(pointer, given);
		if (this.transaction.mustPassAttributes()) {
			return view(this.transaction.readBy(attribute, value));
		}
		long now = pointer.now();
		LocalEntry<ID> pointed = pointer.pointer(value, now);
		if (pointed == null) {
			return view(stateBy(attribute, value));
		}
		Cached<EntityState> linked = this.links.follow(pointed, now);
		return (linked != null) ? viewOf(linked) : viewOf(read(pointed, attribute, value, now));
	}

	private @Nullable Cached<EntityState> read(LocalEntry<ID> pointed, String attribute, Object value, long now) {
		ID id = pointed.value();
		if (id == null) {
			return null;
		}
		Cached<EntityState> found = this.entities.read(id, this.loads.byId(), now);
		if (!hasValue(valueOf(found), attribute, value)) {
			return Cached.ofNullable(reload(attribute, value));
		}
		this.links.note(pointed, found);
		return found;
	}

	private @Nullable EntityState stateBy(String attribute, Object value) {
		EntityLoads<T, ID>.ByAttribute load = this.loads.by(attribute);
		Cached<ID> pointed = pointer(attribute).read(value, load);
		EntityState loaded = load.state(value);
		if (pointed == null || loaded == null) {
			return (pointed != null) ? stateOf(pointed, attribute, value) : null;
		}
		return hasValue(loaded, attribute, value) ? loaded : reload(attribute, value);
	}

	private @Nullable EntityState stateOf(Cached<ID> pointed, String attribute, Object value) {
		ID id = pointed.value();
		if (id == null) {
			return null;
		}
		EntityState state = valueOf(this.entities.read(id, this.loads.byId()));
		return hasValue(state, attribute, value) ? state : reload(attribute, value);
	}

	// The pointer was left over: its row has another value now, or is gone.
	private @Nullable EntityState reload(String attribute, Object value) {
		EntityLoads<T, ID>.ByAttribute load = this.loads.by(attribute);
		pointer(attribute).reload(value, load);
		return load.state(value);
	}

	@Override
	public Map<ID, T> findAllById(Collection<? extends ID> ids) {
		List<ID> wanted = new ArrayList<>(ids.size());
		ids.forEach((id) -> wanted.add(this.mapping.copyId(required(id))));
		if (this.graphs != null) {
			return inOrder(wanted, this.graphs.findAllById(wanted));
		}
		if (this.transaction.mayPass()) {
			return inOrder(wanted, views(this.reads.readAll(wanted, JointRead.NONE)));
		}
		return viewsOf(this.entities.readAll(wanted, this.loads.byId()));
	}

	private Map<ID, T> viewsOf(Map<ID, Cached<EntityState>> found) {
		Map<ID, T> views = CollectionUtils.newLinkedHashMap(found.size());
		found.forEach((id, cached) -> {
			Optional<T> view = viewOf(cached);
			if (view.isPresent()) {
				views.put(id, view.get());
			}
		});
		return views;
	}

	@Override
	public <V> Map<V, T> findAllBy(String attribute, Collection<? extends V> values) {
		CacheRegion<Object, ID> pointer = pointer(attribute);
		Map<V, Object> wanted = new LinkedHashMap<>();
		values.forEach((value) -> wanted.put(value, canonical(pointer, value)));
		Map<Object, EntityState> found = statesBy(attribute, wanted.values());
		Map<V, EntityState> states = new HashMap<>();
		wanted.forEach((value, canonical) -> {
			EntityState state = found.get(canonical);
			if (state != null) {
				states.put(value, state);
			}
		});
		return inOrder(List.copyOf(wanted.keySet()), views(states));
	}

	private Map<Object, EntityState> statesBy(String attribute, Collection<Object> wanted) {
		if (this.transaction.mustPassAttributes()) {
			return this.transaction.readAllBy(attribute, wanted);
		}
		CacheRegion<Object, ID> pointer = pointer(attribute);
		EntityLoads<T, ID>.ByAttribute load = this.loads.by(attribute);
		Map<Object, ID> ids = values(pointer.readAll(wanted, load));
		Set<ID> unloaded = new HashSet<>();
		ids.forEach((value, id) -> {
			if (load.state(value) == null) {
				unloaded.add(id);
			}
		});
		Map<ID, EntityState> byId = values(this.entities.readAll(unloaded, this.loads.byId()));
		Map<Object, EntityState> states = new HashMap<>();
		ids.forEach((value, id) -> {
			EntityState loaded = load.state(value);
			EntityState state = (loaded != null) ? loaded : byId.get(id);
			state = hasValue(state, attribute, value) ? state : reload(attribute, value);
			if (state != null) {
				states.put(value, state);
			}
		});
		return states;
	}

	@Override
	public List<T> findAll() {
		List<T> all = new ArrayList<>();
		this.entities.forEach((id, cached) -> {
			EntityState state = cached.value();
			T entity = (state != null) ? peeked(state) : null;
			if (entity != null) {
				all.add(entity);
			}
		});
		return all;
	}

	@Override
	public Lookup<T> peek(ID id) {
		if (this.transaction.mustPass(required(id))) {
			return new Lookup.NotLoaded<>();
		}
		return lookup(this.entities.peek(id));
	}

	@Override
	public Lookup<T> peekBy(String attribute, Object given) {
		CacheRegion<Object, ID> pointer = pointer(attribute);
		Object value = canonical(pointer, given);
		Cached<ID> pointed = this.transaction.mustPassAttributes() ? null : pointer.peek(value);
		if (pointed == null) {
			return new Lookup.NotLoaded<>();
		}
		ID id = pointed.value();
		if (id == null) {
			return new Lookup.Absent<>();
		}
		EntityState state = valueOf(this.entities.peek(id));
		return hasValue(state, attribute, value) ? lookup(Cached.ofNullable(state)) : new Lookup.NotLoaded<>();
	}

	@Override
	public Freshness freshness(ID id) {
		return this.entities.freshness(required(id));
	}

	@Override
	public void evict(ID id) {
		evictAll(List.of(required(id)));
	}

	@Override
	public void evictAll(Collection<? extends ID> ids) {
		Invalidation stale = Invalidation.NONE;
		for (ID id : ids) {
			stale = stale.and(this.rows.invalidation(required(id)));
		}
		this.changes.record(stale);
	}

	@Override
	public void evictBy(String attribute, Object given) {
		CacheRegion<Object, ID> pointer = pointer(attribute);
		Object value = canonical(pointer, given);
		this.changes.record(pointer.invalidation(value).and(entityWith(attribute, value)));
	}

	private Invalidation entityWith(String attribute, Object value) {
		Cached<ID> pointed = pointer(attribute).peek(value);
		try {
			// It may be cached by its id alone, here or on another node.
			ID id = (pointed != null) ? pointed.value() : this.loads.idBy(attribute, value);
			return (id != null) ? this.rows.invalidation(id) : Invalidation.NONE;
		}
		catch (RuntimeException ex) {
			// Nobody can tell which one it is.
			return Invalidation.ofRegions(this.rows.names());
		}
	}

	@Override
	public void clear() {
		this.changes.record(Invalidation.ofRegions(this.regions));
	}

	@Override
	public void clear(String attribute) {
		this.changes.record(Invalidation.ofRegion(pointer(attribute).name()));
	}

	@Override
	public Optional<T> refresh(ID id) {
		ID key = this.mapping.copyId(required(id));
		if (this.transaction.mustPass(key)) {
			return view(this.transaction.read(key));
		}
		if (this.entities.hasTenants()) {
			return view(valueOf(this.entities.reload(key, this.loads.byId())));
		}
		return view(valueOf(this.upkeep.sync().refresh(List.of(key)).get(key)));
	}

	@Override
	public CompletableFuture<SyncResult> refreshAll() {
		return this.entities.hasTenants() ? notForTenants() : this.upkeep.sync().refreshAll();
	}

	@Override
	public CompletableFuture<SyncResult> sync(SyncMode mode) {
		return this.entities.hasTenants() ? notForTenants() : this.upkeep.sync().sync(mode);
	}

	private CompletableFuture<SyncResult> notForTenants() {
		return CompletableFuture.failedFuture(new UnsupportedOperationException(
				"Cache '%s' has rows of several tenants, and only their own threads can read them".formatted(name())));
	}

	@Override
	public CompletableFuture<Void> ready() {
		return this.upkeep.ready();
	}

	@Override
	public long size() {
		return this.entities.size();
	}

	@Override
	public long size(String attribute) {
		return pointer(attribute).size();
	}

	@Override
	public EntityInspection<ID> inspection() {
		return this.inspection;
	}

	@Override
	public EntitySnapshots<T, ID> snapshots() {
		return this.snapshots;
	}

	@Override
	public CacheStatistics statistics() {
		return this.pointers.values()
			.stream()
			.map(CacheRegion::pointerStatistics)
			.reduce(this.entities.statistics(), CacheStatistics::and);
	}

	/** Whether instances of the type can be here, or the other way round. */
	boolean isOfHierarchy(Class<?> type) {
		return type.isAssignableFrom(entityType()) || entityType().isAssignableFrom(type);
	}

	/** What is stale if anything about the row with this id was changed. */
	@SuppressWarnings("unchecked")
	Invalidation invalidationOf(Object id) {
		Invalidation entity = this.entities.invalidation((ID) id);
		try {
			EntityState state = this.loads.stateOf((ID) id);
			return (state != null) ? entity.and(valuesOf(state)) : entity;
		}
		catch (RuntimeException ex) {
			// Nobody can tell which values it has now; some may be known as absent.
			return Invalidation.ofRegions(this.regions);
		}
	}

	// Left-over pointers from the values before do no harm.
	private Invalidation valuesOf(EntityState state) {
		Invalidation stale = Invalidation.NONE;
		for (Map.Entry<String, CacheRegion<Object, ID>> pointer : this.pointers.entrySet()) {
			Object value = this.mapping.attribute(state, pointer.getKey());
			if (value != null) {
				stale = stale.and(pointer.getValue().invalidation(value));
			}
		}
		return stale;
	}

	/** The type of the id. */
	Class<ID> idType() {
		return this.mapping.idType();
	}

	@Override
	public String toString() {
		return "EntityCache '" + name() + "' of " + entityType().getName();
	}

	// Said by the words that Spring Data uses, and before anything is asked.
	private static <K> K required(@Nullable K id) {
		Assert.notNull(id, "The given id must not be null");
		return id;
	}

	private static <ID> Object canonical(CacheRegion<Object, ID> pointer, @Nullable Object value) {
		Assert.notNull(value, "The given value must not be null");
		return pointer.canonical(value);
	}

	private CacheRegion<Object, ID> pointer(String attribute) {
		CacheRegion<Object, ID> pointer = this.pointers.get(attribute);
		if (pointer == null) {
			throw new IllegalArgumentException("'%s' is not a key attribute of cache '%s'; its key attributes are %s"
				.formatted(StringUtils.truncate(attribute, EntityCacheEngine.LONGEST_QUOTE), name(),
						this.pointers.keySet()));
		}
		return pointer;
	}

	private boolean hasValue(@Nullable EntityState state, String attribute, Object value) {
		return state != null && this.mapping.hasValue(state, attribute, value);
	}

	private Optional<T> view(@Nullable EntityState state) {
		if (state == null) {
			return Optional.empty();
		}
		return (this.graphs != null) ? Optional.ofNullable(this.graphs.assemble(Map.of("", state)).get(""))
				: this.view.apply(state);
	}

	@SuppressWarnings("unchecked")
	private Optional<T> viewOf(@Nullable Cached<EntityState> found) {
		if (!this.shared || !(found instanceof LocalEntry<EntityState> entry)) {
			return view(valueOf(found));
		}
		// Past the state, which would be one more place in memory to wait for.
		Optional<T> made = (Optional<T>) entry.view();
		if (made == null) {
			made = view(entry.value());
			entry.view(made);
		}
		return made;
	}

	private <K> Map<K, T> views(Map<K, EntityState> states) {
		if (this.graphs != null) {
			return this.graphs.assemble(states);
		}
		Map<K, T> views = new HashMap<>();
		states.forEach((key, state) -> views.put(key, instance(state)));
		return views;
	}

	private T instance(EntityState state) {
		return this.view.apply(state).orElseThrow();
	}

	private @Nullable T peeked(EntityState state) {
		return (this.graphs != null) ? this.graphs.peek(state) : instance(state);
	}

	private Lookup<T> lookup(@Nullable Cached<EntityState> cached) {
		if (cached == null) {
			return new Lookup.NotLoaded<>();
		}
		EntityState state = cached.value();
		if (state == null) {
			return new Lookup.Absent<>();
		}
		T entity = peeked(state);
		return (entity != null) ? new Lookup.Present<>(entity) : new Lookup.NotLoaded<>();
	}

	private static <K, T> Map<K, T> inOrder(List<K> order, Map<K, T> entities) {
		Map<K, T> ordered = new LinkedHashMap<>();
		for (K key : order) {
			T entity = entities.get(key);
			if (entity != null) {
				ordered.put(key, entity);
			}
		}
		return ordered;
	}

	private static <V> @Nullable V valueOf(@Nullable Cached<V> cached) {
		return (cached != null) ? cached.value() : null;
	}

	private static <K, V> Map<K, V> values(Map<K, Cached<V>> cached) {
		Map<K, V> values = new HashMap<>();
		cached.forEach((key, answer) -> {
			V value = answer.value();
			if (value != null) {
				values.put(key, value);
			}
		});
		return values;
	}

}
