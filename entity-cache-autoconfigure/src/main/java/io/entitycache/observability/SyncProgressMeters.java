package io.entitycache.observability;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

import io.entitycache.SyncProgress;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.jspecify.annotations.Nullable;

/** Shows how far each cache's sync has come, or how far its last one came. */
final class SyncProgressMeters {

	private final Map<String, SyncProgress> latest = new ConcurrentHashMap<>();

	void show(SyncProgress progress, Tag cache, MeterRegistry registry) {
		if (this.latest.put(cache.getValue(), progress) == null) {
			bind(EntityCacheMeters.SYNC_PROGRESS_ROWS, SyncProgress::rows, cache, registry);
			bind(EntityCacheMeters.SYNC_PROGRESS_RATE, SyncProgress::rate, cache, registry);
			bind(EntityCacheMeters.SYNC_PROGRESS_REMAINING, SyncProgressMeters::remaining, cache, registry);
		}
	}

	/** Nothing is known of the cache's sync any more. */
	void forget(Tag cache) {
		this.latest.remove(cache.getValue());
	}

	private void bind(EntityCacheMeters meter, ToDoubleFunction<SyncProgress> value, Tag cache,
			MeterRegistry registry) {
		Gauge.builder(meter.meterName(), this, (meters) -> meters.value(cache, value))
			.tag(cache.getKey(), cache.getValue())
			.register(registry);
	}

	private double value(Tag cache, ToDoubleFunction<SyncProgress> value) {
		SyncProgress progress = this.latest.get(cache.getValue());
		return (progress != null) ? value.applyAsDouble(progress) : Double.NaN;
	}

	private static double remaining(SyncProgress progress) {
		@Nullable Duration remaining = progress.remaining();
		return (remaining != null) ? remaining.toNanos() / 1e9 : Double.NaN;
	}

}
