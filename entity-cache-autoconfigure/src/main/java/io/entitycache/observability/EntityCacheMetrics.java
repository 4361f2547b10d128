package io.entitycache.observability;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Binds what the caches count themselves. */
public final class EntityCacheMetrics implements MeterBinder {

	private static final String MANAGER = "entity";

	private final EntityCaches caches;

	public EntityCacheMetrics(EntityCaches caches) {
		this.caches = caches;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.caches.all().forEach((cache) -> bind(registry, cache));
		gauge(registry, EntityCacheMeters.SHARED_CONNECTED, (status) -> (status.state() == State.CONNECTED) ? 1 : 0);
		gauge(registry, EntityCacheMeters.SHARED_OWED, SharedLevelStatus::owed);
	}

	private static void bind(MeterRegistry registry, EntityCache<?, ?> cache) {
		// The tags that Spring Boot gives its own cache meters.
		List<Tag> tags = List.of(Tag.of("cache", cache.name()), Tag.of("name", cache.name()),
				Tag.of("cache.manager", MANAGER));
		count(registry, EntityCacheMeters.CACHE_GETS, cache, CacheStatistics::hits, with(tags, "result", "hit"));
		count(registry, EntityCacheMeters.CACHE_GETS, cache, CacheStatistics::misses, with(tags, "result", "miss"));
		count(registry, EntityCacheMeters.CACHE_PUTS, cache, CacheStatistics::puts, tags);
		count(registry, EntityCacheMeters.CACHE_EVICTIONS, cache,
				(statistics) -> statistics.evictions() + statistics.expirations(), tags);
		Gauge.builder(EntityCacheMeters.CACHE_SIZE.meterName(), cache, EntityCache::size).tags(tags).register(registry);
		bindLevels(registry, cache);
	}

	private static void bindLevels(MeterRegistry registry, EntityCache<?, ?> cache) {
		gets(registry, cache, "level1", "fresh", CacheStatistics::level1Hits);
		gets(registry, cache, "level1", "stale", CacheStatistics::staleHits);
		gets(registry, cache, "level2", "fresh", CacheStatistics::level2Hits);
		gets(registry, cache, "none", "miss", CacheStatistics::misses);
		count(registry, EntityCacheMeters.ABSENT, cache, CacheStatistics::absentHits,
				List.of(Tag.of("cache", cache.name())));
		evictions(registry, cache, "size", CacheStatistics::evictions);
		evictions(registry, cache, "expired", CacheStatistics::expirations);
	}

	private static void evictions(MeterRegistry registry, EntityCache<?, ?> cache, String cause,
			ToLongFunction<CacheStatistics> count) {
		count(registry, EntityCacheMeters.EVICTIONS, cache, count,
				List.of(Tag.of("cache", cache.name()), Tag.of("cause", cause)));
	}

	private static void gets(MeterRegistry registry, EntityCache<?, ?> cache, String level, String result,
			ToLongFunction<CacheStatistics> count) {
		count(registry, EntityCacheMeters.GETS, cache, count,
				List.of(Tag.of("cache", cache.name()), Tag.of("level", level), Tag.of("result", result)));
	}

	private static void count(MeterRegistry registry, EntityCacheMeters meter, EntityCache<?, ?> cache,
			ToLongFunction<CacheStatistics> count, List<Tag> tags) {
		FunctionCounter.builder(meter.meterName(), cache, (counted) -> count.applyAsLong(counted.statistics()))
			.tags(tags)
			.register(registry);
	}

	private void gauge(MeterRegistry registry, EntityCacheMeters meter, ToLongFunction<SharedLevelStatus> value) {
		Gauge.builder(meter.meterName(), this.caches, (counted) -> value.applyAsLong(counted.sharedLevel()))
			.register(registry);
	}

	private static List<Tag> with(List<Tag> tags, String key, String value) {
		List<Tag> all = new ArrayList<>(tags);
		all.add(Tag.of(key, value));
		return all;
	}

}
