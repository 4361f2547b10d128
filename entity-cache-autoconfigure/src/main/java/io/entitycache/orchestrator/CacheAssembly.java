package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.entitycache.CacheSettings;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.jpa.Aggregate;
import io.entitycache.jpa.ChangeTime;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityMappings;
import io.entitycache.jpa.EntityPages;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.Tenants;
import io.entitycache.jpa.WatchedCollection;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.jpa.WatchedEntity;
import io.entitycache.read.BackgroundLoads;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.Loader;
import io.entitycache.read.NodeContext;
import io.entitycache.read.RefreshAhead;
import io.entitycache.sync.CacheUpkeep;
import io.entitycache.sync.SyncSubject;
import io.entitycache.sync.Upkeep;
import io.entitycache.transaction.CommitHandler;
import io.entitycache.transaction.TransactionChanges;
import jakarta.persistence.EntityManagerFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The parts of one cache while it is being built.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class CacheAssembly<T, ID> {

	private static final Log logger = LogFactory.getLog(CacheAssembly.class);

	private final CacheDefinition definition;

	private final EntityMapping<T, ID> mapping;

	private final CacheRegions<ID> regions;

	private final CachedRows<T, ID> rows;

	private final Aggregate aggregate;

	private final HibernateChanges changes;

	private @Nullable GraphPlace graph;

	private CacheAssembly(CacheDefinition definition, EntityMapping<T, ID> mapping, Aggregate aggregate,
			NodeContext node) {
		this.definition = definition;
		this.mapping = mapping;
		this.aggregate = aggregate;
		this.regions = CacheRegions.create(definition.settings(), mapping, node,
				Tenants.of(definition.entityManagerFactory()));
		this.rows = new CachedRows<>(definition.settings(), definition.entityManagerFactory(), mapping,
				this.regions.entities(), node);
		this.changes = changesOf(definition.entityManagerFactory());
		tellOfTenants();
		tellOfEquality();
		if (!aggregate.notCached().isEmpty()) {
			logger.info("Not part of the copies from entity cache '%s': %s".formatted(name(),
					String.join("; ", aggregate.notCached())));
		}
	}

	private void tellOfEquality() {
		List<String> unknown = new ArrayList<>();
		if (!this.mapping.isIdKnown()) {
			unknown.add(this.mapping.idAttribute());
		}
		settings().keyAttributes()
			.stream()
			.filter((attribute) -> !this.mapping.isAttributeKnown(attribute))
			.forEach(unknown::add);
		if (!unknown.isEmpty()) {
			logger.info(
					"Entity cache '%s': it is not known how the database compares %s, so that no absence is remembered for it, and a change by an id is one of all rows. 'entity-cache.caches.%s.equality' can say it"
						.formatted(name(), unknown, name()));
		}
	}

	// Whatever loads without being asked has no tenant.
	private void tellOfTenants() {
		CacheSettings.Refresh refresh = settings().refresh();
		List<String> idle = new ArrayList<>();
		if (!refresh.interval().isZero()) {
			idle.add("refresh-interval");
		}
		if (!refresh.after().isZero()) {
			idle.add("refresh-after");
		}
		if (settings().warmUp() == CacheSettings.WarmUp.LAST_USED) {
			idle.add("warm-up");
		}
		if (this.regions.entities().hasTenants() && !idle.isEmpty()) {
			logger.info(
					"Entity cache '%s' has rows of several tenants, and only their own threads can read them: these settings have no effect: %s"
						.formatted(name(), idle));
		}
	}

	/**
	 * One assembly for each cache, with the regions of everything its copies consist of.
	 */
	static List<CacheAssembly<?, ?>> of(List<CacheDefinition> definitions, NodeContext node) {
		Map<EntityManagerFactory, EntityMappings> mappings = new IdentityHashMap<>();
		List<CacheAssembly<?, ?>> assemblies = new ArrayList<>();
		Map<Class<?>, Map<String, CacheSettings.Equality>> declared = new HashMap<>();
		definitions.forEach((definition) -> declared.put(definition.entityType(), definition.settings().equality()));
		for (CacheDefinition definition : definitions) {
			assemblies.add(of(definition, mappings.computeIfAbsent(definition.entityManagerFactory(),
					(factory) -> new EntityMappings(factory, declared)), node));
		}
		assemblies.forEach((assembly) -> assembly.connect(assemblies));
		return assemblies;
	}

	private static CacheAssembly<?, ?> of(CacheDefinition definition, EntityMappings mappings, NodeContext node) {
		CacheSettings settings = definition.settings();
		Aggregate aggregate = mappings.aggregate(definition.entityType(), settings.include(),
				settings.includesEagerAssociations());
		return new CacheAssembly<>(definition, mappings.of(definition.entityType()), aggregate, node);
	}

	private void connect(List<CacheAssembly<?, ?>> all) {
		GraphPlace place = GraphPlace.of(this.aggregate.root(), this.rows,
				(owner, member) -> rowsOf(owner, member, all));
		this.graph = place.isLeaf() ? null : place;
	}

	private static CachedRows<?, ?> rowsOf(CachedRows<?, ?> owner, EntityMapping<?, ?> member,
			List<CacheAssembly<?, ?>> all) {
		for (CacheAssembly<?, ?> assembly : all) {
			if (assembly.mapping == member) {
				return assembly.rows;
			}
		}
		return owner.member(member);
	}

	private static HibernateChanges changesOf(EntityManagerFactory entityManagerFactory) {
		HibernateChanges changes = HibernateChanges.of(entityManagerFactory);
		Assert.state(changes != null, () -> "The changes of " + entityManagerFactory
				+ " cannot be seen: it was not built by a LocalContainerEntityManagerFactoryBean of this application");
		return changes;
	}

	/** Has the changes of the caches' entities handed over. */
	static void watch(List<CacheAssembly<?, ?>> assemblies, CommitHandler handler) {
		Map<EntityManagerFactory, List<CacheAssembly<?, ?>>> byFactory = new IdentityHashMap<>();
		assemblies.forEach((assembly) -> byFactory
			.computeIfAbsent(assembly.definition.entityManagerFactory(), (factory) -> new ArrayList<>())
			.add(assembly));
		byFactory.forEach((factory, caches) -> changesOf(factory).watch(factory, watched(caches), handler));
	}

	/** What there is to watch for these caches. */
	static WatchedEntities watched(List<CacheAssembly<?, ?>> assemblies) {
		List<WatchedEntity> entities = new ArrayList<>();
		List<WatchedCollection> collections = new ArrayList<>();
		for (CacheAssembly<?, ?> assembly : assemblies) {
			entities.add(assembly.watched());
			assembly.rows.members()
				.forEach((rows) -> entities.add(WatchedEntity.of(rows.mapping(), rows.states().name(), Map.of())));
			assembly.allRows()
				.forEach((rows) -> rows.collections().forEach((slots) -> collections.add(slots.watched())));
		}
		return new WatchedEntities(entities, collections);
	}

	private WatchedEntity watched() {
		CacheSettings settings = this.definition.settings();
		Map<String, String> keyRegions = new TreeMap<>();
		settings.keyAttributes()
			.forEach((attribute) -> keyRegions.put(attribute, CacheRegions.pointerRegion(settings, attribute)));
		WatchedEntity watched = WatchedEntity.of(this.mapping, settings.name(), keyRegions);
		return (settings.onWrite() == CacheSettings.OnWrite.UPDATE) ? watched.withStates(this.mapping) : watched;
	}

	/** The rows of the entity, and of the members that have no cache of their own. */
	List<CachedRows<?, ?>> allRows() {
		List<CachedRows<?, ?>> all = new ArrayList<>();
		all.add(this.rows);
		all.addAll(this.rows.members());
		return all;
	}

	String name() {
		return settings().name();
	}

	CacheSettings settings() {
		return this.definition.settings();
	}

	List<CacheRegion<?, ?>> regions() {
		List<CacheRegion<?, ?>> all = new ArrayList<>(this.regions.pointers().values());
		allRows().forEach((rows) -> all.addAll(rows.regions()));
		return all;
	}

	TwoLevelEntityCache<T, ID> build(TransactionChanges named, Upkeep upkeep) {
		Set<String> names = new HashSet<>();
		names.add(this.regions.entities().name());
		this.regions.pointers().values().forEach((region) -> names.add(region.name()));
		StateReads<T, ID> reads = this.rows.build(this.changes, named, names);
		this.rows.members().forEach((member) -> member.build(this.changes, named, Set.of(member.states().name())));
		EntityLoads<T, ID> loads = reads.loads();
		CacheUpkeep<ID> own = upkeep.of(subject(loads, named), this::reads);
		refreshAhead(loads, own);
		compare(loads.byId(), own);
		GraphPlace place = this.graph;
		GraphReader<T, ID> reader = (place != null) ? new GraphReader<>(this.mapping, place) : null;
		Set<String> all = new HashSet<>();
		regions().forEach((region) -> all.add(region.name()));
		return new TwoLevelEntityCache<>(settings(), this.rows, this.regions, reads, reader, all, named, own);
	}

	private SyncSubject<ID> subject(EntityLoads<T, ID> loads, TransactionChanges named) {
		CacheRegion<ID, EntityState> entities = this.regions.entities();
		Map<String, BackgroundLoads<Object, ID>> pointers = new TreeMap<>();
		this.regions.pointers().forEach((attribute, region) -> pointers.put(attribute, region.background()));
		return new SyncSubject<>(settings(), this.mapping, pages(), changeTime(), entities.background(), pointers,
				loads.byId(), (page) -> record(this.rows.unlisted(page), named),
				(corrections) -> record(this.rows.invalidation(corrections), named));
	}

	private static void record(Invalidation stale, TransactionChanges named) {
		if (!stale.isEmpty()) {
			named.record(stale);
		}
	}

	private @Nullable EntityPages<T, ID> pages() {
		if (this.regions.entities().hasTenants() || !EntityPages.isOrdered(this.mapping)) {
			return null;
		}
		return new EntityPages<>(this.definition.entityManagerFactory(), this.mapping, settings().loadTimeout(),
				settings().sync().pageSize());
	}

	private @Nullable ChangeTime changeTime() {
		String attribute = settings().sync().attribute();
		return (attribute != null) ? ChangeTime.named(this.mapping, attribute) : ChangeTime.find(this.mapping);
	}

	private long reads() {
		return this.regions.entities().statistics().requests();
	}

	private void compare(Loader<ID, EntityState> loader, CacheUpkeep<ID> upkeep) {
		CacheRegion<ID, EntityState> entities = this.regions.entities();
		BackgroundLoads<ID, EntityState> background = entities.background();
		entities.compareBy(() -> {
			if (!upkeep.refreshSoon(entities, () -> background.compare(loader))) {
				entities.clearLocal(InvalidationCause.PEER);
			}
		});
	}

	private void refreshAhead(EntityLoads<T, ID> loads, CacheUpkeep<ID> upkeep) {
		Duration after = settings().refresh().after();
		if (after.isZero()) {
			return;
		}
		Duration ttl = settings().level1().ttl();
		this.regions.entities()
			.refreshAhead(new RefreshAhead<>(ttl, after,
					(id) -> upkeep.refreshSoon(id, () -> upkeep.sync().refresh(List.of(id)))));
		this.regions.pointers()
			.forEach((attribute, region) -> region
				.refreshAhead(new RefreshAhead<>(ttl, after, (value) -> upkeep.refreshSoon(region.entryKey(value),
						() -> region.background().reload(List.of(value), loads.by(attribute))))));
	}

}
