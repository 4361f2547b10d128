package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.CacheOutcome;
import io.entitycache.CacheSettings;
import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntityCaches;
import io.entitycache.ImportResult;
import io.entitycache.Invalidation;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SnapshotTrust;
import io.entitycache.cluster.Coordination;
import io.entitycache.invalidation.Invalidator;
import io.entitycache.jpa.TransactionBegins;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.CoarseClock;
import io.entitycache.read.NodeContext;
import io.entitycache.sync.SyncMarks;
import io.entitycache.sync.SyncServices;
import io.entitycache.sync.Upkeep;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedView;
import io.entitycache.transaction.TransactionChanges;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.StringUtils;

/**
 * Builds the caches from their definitions and runs their life cycle. The caches answer
 * before {@link #start} and after {@link #stop} as well, as those of a node that has no
 * contact to the shared level do.
 */
public final class EntityCacheEngine implements EntityCaches, AutoCloseable {

	private static final long SWEEP_SECONDS = 30;

	/** How much of a name that is not known a failure repeats, in characters. */
	static final int LONGEST_QUOTE = 200;

	private final Map<String, TwoLevelEntityCache<?, ?>> caches = new LinkedHashMap<>();

	private final List<CacheRegion<?, ?>> regions = new ArrayList<>();

	private final List<CachedRows<?, ?>> rows = new ArrayList<>();

	private final WatchedEntities watched;

	private final @Nullable SharedRuntime shared;

	private final Invalidator invalidator;

	private final TransactionChanges named;

	private final SideBySide sideBySide = new SideBySide();

	private final Upkeep upkeep;

	private final CoarseClock hitClock;

	private final NodeContext node;

	private final Set<EntityManagerFactory> factories = Collections.newSetFromMap(new IdentityHashMap<>());

	private @Nullable ScheduledThreadPoolExecutor sweeper;

	/**
	 * Builds the caches.
	 * @param definitions the caches, in order
	 * @param services the shared level, {@code null} for level 1 alone
	 * @param settings this node's part in the cluster
	 * @param observer is told the facts
	 * @throws IllegalArgumentException if a definition cannot be built
	 */
	public EntityCacheEngine(List<CacheDefinition> definitions, @Nullable SharedServices services,
			NodeSettings settings, EntityCacheObserver observer) {
		EntityCacheObserver guarded = new GuardedObserver(observer);
		this.shared = (services != null) ? new SharedRuntime(services, settings, guarded) : null;
		this.hitClock = new CoarseClock(Ticker.systemTicker(), settings.clockResolution());
		this.node = ((this.shared != null) ? this.shared.context() : alone(guarded)).withHitClock(this.hitClock);
		List<CacheAssembly<?, ?>> assemblies = CacheAssembly.of(definitions, this.node);
		definitions.forEach((definition) -> this.factories.add(definition.entityManagerFactory()));
		assemblies.forEach((assembly) -> {
			this.regions.addAll(assembly.regions());
			this.rows.addAll(assembly.allRows());
		});
		this.watched = CacheAssembly.watched(assemblies);
		Set<String> strict = strictRegions(assemblies);
		this.invalidator = (this.shared != null) ? this.shared.invalidator(this.regions, strict::contains)
				: new Invalidator(this.regions, null, guarded);
		this.named = new TransactionChanges(this.invalidator.manual());
		CacheAssembly.watch(assemblies, this.invalidator);
		this.upkeep = new Upkeep(new SyncServices((services != null) ? services.coordination() : Coordination.ALONE,
				this.node.ticker(), guarded, (this.shared != null) ? this.shared : SyncMarks.NONE));
		assemblies.forEach((assembly) -> this.caches.put(assembly.name(), assembly.build(this.named, this.upkeep)));
	}

	private static NodeContext alone(EntityCacheObserver observer) {
		return new NodeContext(new FenceClock(), Level1Lease.unlimited(), new SharedView(), null, new ServerClock(),
				Ticker.systemTicker(), observer);
	}

	private static Set<String> strictRegions(List<CacheAssembly<?, ?>> assemblies) {
		Set<String> strict = new LinkedHashSet<>();
		for (CacheAssembly<?, ?> assembly : assemblies) {
			if (assembly.settings().consistency() == CacheSettings.Consistency.STRICT) {
				assembly.regions().forEach((region) -> strict.add(region.name()));
			}
		}
		return strict;
	}

	/** Has the begin of each transaction remembered in which a cache may load. */
	public void remember(TransactionBegins begins) {
		begins.watch(Set.copyOf(this.factories), this.node::newTicket);
	}

	/** Starts to take part in the cluster; does not wait for the shared level. */
	public synchronized void start() {
		if (isRunning()) {
			return;
		}
		this.hitClock.start();
		if (this.shared != null) {
			this.shared.start(this.invalidator);
		}
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "entity-cache-sweeper");
			thread.setDaemon(true);
			return thread;
		});
		executor.scheduleWithFixedDelay(() -> this.regions.forEach(CacheRegion::sweep), SWEEP_SECONDS, SWEEP_SECONDS,
				TimeUnit.SECONDS);
		this.sweeper = executor;
		// Invalidations can be heard now; what is loaded before they can might be old.
		this.upkeep.start();
	}

	/** Pays what is owed, within two seconds, and leaves the cluster. Level 2 stays. */
	public synchronized void stop() {
		ScheduledThreadPoolExecutor executor = this.sweeper;
		if (executor == null) {
			return;
		}
		this.upkeep.stop();
		executor.shutdownNow();
		this.sweeper = null;
		this.sideBySide.stop();
		if (this.shared != null) {
			this.shared.stop();
		}
		this.hitClock.stop();
	}

	/** Whether it has been started and not stopped. */
	public synchronized boolean isRunning() {
		return this.sweeper != null;
	}

	@Override
	public void close() {
		stop();
	}

	@Override
	public Set<String> names() {
		return Collections.unmodifiableSet(this.caches.keySet());
	}

	@Override
	public Collection<EntityCache<?, ?>> all() {
		return List.copyOf(this.caches.values());
	}

	@Override
	public EntityCache<?, ?> get(String name) {
		return cache(name);
	}

	private TwoLevelEntityCache<?, ?> cache(String name) {
		TwoLevelEntityCache<?, ?> cache = this.caches.get(name);
		if (cache == null) {
			throw new IllegalArgumentException("There is no entity cache '%s'; there are %s"
				.formatted(StringUtils.truncate(name, LONGEST_QUOTE), names()));
		}
		return cache;
	}

	@Override
	@SuppressWarnings("unchecked")
	public <T, ID> EntityCache<T, ID> get(Class<T> entityType, Class<ID> idType) {
		for (TwoLevelEntityCache<?, ?> cache : this.caches.values()) {
			if (cache.entityType() == entityType && cache.idType() == idType) {
				return (EntityCache<T, ID>) cache;
			}
		}
		throw new IllegalArgumentException("There is no entity cache of %s with ids of %s; there are %s"
			.formatted(entityType.getName(), idType.getName(), this.caches.values()));
	}

	@Override
	public void clear() {
		Set<String> all = new LinkedHashSet<>();
		this.regions.forEach((region) -> all.add(region.name()));
		this.named.record(Invalidation.ofRegions(all));
	}

	@Override
	public void invalidateTable(String table) {
		Assert.hasText(table, "The given table must not be empty");
		String name = table.toLowerCase(Locale.ROOT);
		this.named.record(new Invalidation(Set.of(), this.watched.regionsOfTables(Set.of(name)), Set.of(name)));
	}

	@Override
	public void invalidate(Class<?> entityType, Object id) {
		Assert.notNull(id, "The given id must not be null");
		Invalidation stale = Invalidation.NONE;
		for (TwoLevelEntityCache<?, ?> cache : this.caches.values()) {
			if (cache.isOfHierarchy(entityType)) {
				stale = stale.and(cache.invalidationOf(id));
			}
		}
		for (CachedRows<?, ?> rows : this.rows) {
			stale = stale.and(rows.invalidationOf(entityType, id));
		}
		if (stale.isEmpty()) {
			throw new IllegalArgumentException("There is no entity cache that holds %s; there are %s"
				.formatted(entityType.getName(), this.caches.values()));
		}
		this.named.record(stale);
	}

	@Override
	public <R extends @Nullable Object> Map<String, CacheOutcome<R>> each(Collection<String> names,
			Function<? super EntityCache<?, ?>, ? extends R> action, Duration timeout) {
		Set<EntityCache<?, ?>> wanted = new LinkedHashSet<>();
		names.forEach((name) -> wanted.add(get(name)));
		return this.sideBySide.run(wanted, action, timeout);
	}

	@Override
	public List<ImportResult> importFrom(Stream<String> lines, SnapshotTrust trust) {
		return EntitySnapshots.importFrom(lines,
				(header, results) -> cache(header.cache()).snapshots().target(header, trust, results));
	}

	@Override
	public CacheStatistics statistics() {
		return this.caches.values()
			.stream()
			.map(EntityCache::statistics)
			.reduce(CacheStatistics.NONE, CacheStatistics::and);
	}

	@Override
	public SharedLevelStatus sharedLevel() {
		return (this.shared != null) ? this.shared.status() : SharedLevelStatus.NONE;
	}

}
