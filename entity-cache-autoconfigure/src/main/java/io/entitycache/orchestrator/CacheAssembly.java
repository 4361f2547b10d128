package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.entitycache.CacheSettings;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jpa.BoundSessionReads;
import io.entitycache.jpa.ChangeTime;
import io.entitycache.jpa.EntityLoader;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityMappings;
import io.entitycache.jpa.EntityPages;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.Tenants;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.jpa.WatchedEntity;
import io.entitycache.read.BackgroundLoads;
import io.entitycache.read.CacheRegion;
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

	/* Rows in one statement of a bulk load. */

	private static final int CHUNK = 1000;

	private final CacheDefinition definition;

	private final EntityMapping<T, ID> mapping;

	private final CacheRegions<ID> regions;

	private final HibernateChanges changes;

	private CacheAssembly(CacheDefinition definition, EntityMapping<T, ID> mapping, NodeContext node) {
		this.definition = definition;
		this.mapping = mapping;
		this.regions = CacheRegions.create(definition.settings(), mapping, node,
				Tenants.of(definition.entityManagerFactory()));
		this.changes = changesOf(definition.entityManagerFactory());
		if (!mapping.notCached().isEmpty()) {
			logger.info("Not part of the copies from entity cache '%s': %s".formatted(name(),
					String.join("; ", mapping.notCached())));
		}
	}

	static CacheAssembly<?, ?> of(CacheDefinition definition, NodeContext node) {
		EntityMappings mappings = new EntityMappings(definition.entityManagerFactory());
		return new CacheAssembly<>(definition, mappings.of(definition.entityType()), node);
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
		byFactory.forEach((factory, caches) -> {
			List<WatchedEntity> entities = new ArrayList<>();
			caches.forEach((assembly) -> entities.add(assembly.watched()));
			changesOf(factory).watch(factory, new WatchedEntities(entities), handler);
		});
	}

	private WatchedEntity watched() {
		CacheSettings settings = this.definition.settings();
		Map<String, String> keyRegions = new TreeMap<>();
		settings.keyAttributes()
			.forEach((attribute) -> keyRegions.put(attribute, CacheRegions.pointerRegion(settings, attribute)));
		WatchedEntity watched = WatchedEntity.of(this.mapping, settings.name(), keyRegions);
		return (settings.onWrite() == CacheSettings.OnWrite.UPDATE) ? watched.withStates(this.mapping) : watched;
	}

	String name() {
		return settings().name();
	}

	CacheSettings settings() {
		return this.definition.settings();
	}

	List<CacheRegion<?, ?>> regions() {
		List<CacheRegion<?, ?>> all = new ArrayList<>();
		all.add(this.regions.entities());
		all.addAll(this.regions.pointers().values());
		return all;
	}

	TwoLevelEntityCache<T, ID> build(TransactionChanges named, Upkeep upkeep) {
		EntityManagerFactory factory = this.definition.entityManagerFactory();
		EntityLoader<T, ID> loader = new EntityLoader<>(factory, this.mapping, settings().loadTimeout(), CHUNK);
		EntityLoads<T, ID> loads = new EntityLoads<>(this.mapping, loader, this.regions.entities());
		Set<String> names = new HashSet<>();
		regions().forEach((region) -> names.add(region.name()));
		TransactionReads<T, ID> reads = new TransactionReads<>(new BoundSessionReads<>(factory, this.mapping), loader,
				this.changes, named, this.regions.entities(), names);
		CacheUpkeep<ID> own = upkeep.of(subject(loads, named), this::reads);
		refreshAhead(loads, own);
		return new TwoLevelEntityCache<>(settings(), this.mapping, this.regions, loads, reads, named, own);
	}

	private SyncSubject<ID> subject(EntityLoads<T, ID> loads, TransactionChanges named) {
		CacheRegion<ID, EntityState> entities = this.regions.entities();
		Map<String, BackgroundLoads<Object, ID>> pointers = new TreeMap<>();
		this.regions.pointers().forEach((attribute, region) -> pointers.put(attribute, region.background()));
		return new SyncSubject<>(settings(), this.mapping, pages(), changeTime(), entities.background(), pointers,
				loads.byId(), (ids) -> {
					Set<EntryKey> keys = new HashSet<>();
					ids.forEach((id) -> keys.add(entities.entryKey(id)));
					named.record(Invalidation.ofKeys(keys));
				});
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
