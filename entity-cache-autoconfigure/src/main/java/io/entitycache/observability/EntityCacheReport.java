package io.entitycache.observability;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import io.entitycache.CacheStatistics;
import io.entitycache.CachedEntry;
import io.entitycache.EntityCache;
import io.entitycache.Freshness;
import io.entitycache.SharedLevelStatus;
import org.jspecify.annotations.Nullable;

/** What the endpoint says, in names and plain values. */
final class EntityCacheReport {

	private static final int MOST_USED = 10;

	private static final String HIDDEN = "******";

	private EntityCacheReport() {
	}

	static Map<String, @Nullable Object> of(SharedLevelStatus status) {
		Map<String, @Nullable Object> report = new LinkedHashMap<>();
		report.put("state", status.state().name());
		if (status.state() != SharedLevelStatus.State.NOT_CONFIGURED) {
			report.put("subscribed", status.subscribed());
			report.put("sequence", status.sequence());
			report.put("sinceLastProof", text(status.sinceLastProof()));
			report.put("owed", status.owed());
			report.put("breaker", status.breaker());
			report.put("cannotWrite", status.cannotWrite());
			report.put("cannotHear", status.cannotHear());
		}
		return report;
	}

	static Map<String, @Nullable Object> inShort(EntityCache<?, ?> cache) {
		Map<String, @Nullable Object> report = new LinkedHashMap<>();
		report.put("entity", cache.entityType().getName());
		report.put("size", cache.size());
		report.put("maximumSize", cache.settings().level1().maximumSize());
		report.put("hitRate", cache.statistics().hitRate());
		return report;
	}

	static <ID> Map<String, @Nullable Object> of(EntityCache<?, ID> cache) {
		Map<String, @Nullable Object> report = new LinkedHashMap<>();
		report.put("name", cache.name());
		report.put("entity", cache.entityType().getName());
		report.put("configuration", cache.settings());
		report.put("sizes", sizes(cache));
		report.put("statistics", statistics(cache.statistics()));
		report.put("mostUsed",
				cache.inspection().mostUsed(MOST_USED).stream().map(cache.inspection()::formatId).toList());
		return report;
	}

	private static Map<String, Long> sizes(EntityCache<?, ?> cache) {
		Map<String, Long> sizes = new LinkedHashMap<>();
		sizes.put("entities", cache.size());
		cache.settings().keyAttributes().forEach((attribute) -> sizes.put(attribute, cache.size(attribute)));
		return sizes;
	}

	private static Map<String, @Nullable Object> statistics(CacheStatistics counted) {
		Map<String, @Nullable Object> report = new LinkedHashMap<>();
		report.put("requests", counted.requests());
		report.put("hitRate", counted.hitRate());
		report.put("absentHits", counted.absentHits());
		report.put("staleHits", counted.staleHits());
		report.put("level1", Map.of("hits", counted.level1Hits(), "puts", counted.puts(), "evictions",
				counted.evictions(), "expirations", counted.expirations(), "invalidations", counted.invalidations()));
		report.put("level2", Map.of("hits", counted.level2Hits(), "unreadable", counted.unreadable()));
		report.put("database", Map.of("misses", counted.misses(), "loads", counted.loads(), "loadFailures",
				counted.loadFailures(), "loadTime", counted.loadTime().toString()));
		report.put("refusedFills", counted.refusedFills());
		return report;
	}

	static <ID> Map<String, @Nullable Object> of(EntityCache<?, ID> cache, CachedEntry<ID> entry, boolean showValues) {
		Map<String, @Nullable Object> report = new LinkedHashMap<>();
		ID id = entry.id();
		report.put("cache", cache.name());
		report.put("id", (id != null) ? cache.inspection().formatId(id) : null);
		report.put("level", (entry.level() != null) ? entry.level().name() : null);
		report.put("absent", entry.absent());
		Freshness freshness = entry.freshness();
		report.put("level1", freshness.state().name());
		report.put("timeToLive", text(freshness.timeToLive()));
		if (showValues) {
			report.put("version", (entry.version() != null) ? entry.version().toString() : null);
		}
		report.put("values", showValues ? entry.attributes() : hidden(entry.attributes()));
		return report;
	}

	private static Map<String, @Nullable Object> hidden(Map<String, @Nullable Object> values) {
		Map<String, @Nullable Object> hidden = new LinkedHashMap<>();
		values.keySet().forEach((name) -> hidden.put(name, HIDDEN));
		return hidden;
	}

	private static @Nullable String text(@Nullable Duration duration) {
		return (duration != null) ? duration.toString() : null;
	}

}
