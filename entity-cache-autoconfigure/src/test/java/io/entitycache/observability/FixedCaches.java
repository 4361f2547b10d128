package io.entitycache.observability;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

import io.entitycache.CacheOutcome;
import io.entitycache.CacheSettings;
import io.entitycache.CacheSettings.Consistency;
import io.entitycache.CacheSettings.Share;
import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.ImportResult;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SnapshotTrust;
import org.jspecify.annotations.Nullable;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

/** Caches that have counted what a test says they have. */
final class FixedCaches implements EntityCaches {

	private final Map<String, EntityCache<String, Long>> caches = new LinkedHashMap<>();

	SharedLevelStatus sharedLevel = SharedLevelStatus.NONE;

	@SuppressWarnings("unchecked")
	EntityCache<String, Long> add(String name) {
		EntityCache<String, Long> cache = Mockito.mock(EntityCache.class);
		BDDMockito.given(cache.name()).willReturn(name);
		BDDMockito.given(cache.entityType()).willReturn(String.class);
		BDDMockito.given(cache.statistics()).willReturn(CacheStatistics.NONE);
		BDDMockito.given(cache.ready()).willReturn(CompletableFuture.completedFuture(null));
		BDDMockito.given(cache.settings()).willReturn(settings(name));
		this.caches.put(name, cache);
		return cache;
	}

	private static CacheSettings settings(String name) {
		Duration ttl = Duration.ofMinutes(1);
		return new CacheSettings(name, List.of(), List.of(), Map.of(), List.of(), ttl, Duration.ZERO, ttl, 0, true, ttl,
				Duration.ZERO, new CacheSettings.Level1(true, ttl, 10), new CacheSettings.Level2(true, ttl), Share.COPY,
				Consistency.STRICT, Duration.ZERO, CacheSettings.OnWrite.EVICT, CacheSettings.WarmUp.NONE,
				CacheSettings.Sync.DEFAULTS, CacheSettings.Refresh.NONE);
	}

	@Override
	public Set<String> names() {
		return this.caches.keySet();
	}

	@Override
	public Collection<EntityCache<?, ?>> all() {
		return List.copyOf(this.caches.values());
	}

	@Override
	public EntityCache<?, ?> get(String name) {
		EntityCache<?, ?> cache = this.caches.get(name);
		if (cache == null) {
			throw new IllegalArgumentException(name);
		}
		return cache;
	}

	@Override
	public <T, ID> EntityCache<T, ID> get(Class<T> entityType, Class<ID> idType) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void clear() {
		throw new UnsupportedOperationException();
	}

	@Override
	public void invalidateTable(String table) {
		throw new UnsupportedOperationException();
	}

	@Override
	public void invalidate(Class<?> entityType, Object id) {
		throw new UnsupportedOperationException();
	}

	@Override
	public <R extends @Nullable Object> Map<String, CacheOutcome<R>> each(Collection<String> names,
			Function<? super EntityCache<?, ?>, ? extends R> action, Duration timeout) {
		throw new UnsupportedOperationException();
	}

	@Override
	public List<ImportResult> importFrom(Stream<String> lines, SnapshotTrust trust) {
		throw new UnsupportedOperationException();
	}

	@Override
	public CacheStatistics statistics() {
		return CacheStatistics.NONE;
	}

	@Override
	public SharedLevelStatus sharedLevel() {
		return this.sharedLevel;
	}

}
