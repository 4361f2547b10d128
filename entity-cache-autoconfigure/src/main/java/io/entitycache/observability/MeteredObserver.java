package io.entitycache.observability;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

import io.entitycache.EntityCacheObserver;
import io.entitycache.FillRefusal;
import io.entitycache.InvalidationCause;
import io.entitycache.Level;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the facts that are reported one by one. What happens before the registry is
 * there is not counted, so that the caches do not have to wait for it.
 */
public final class MeteredObserver implements EntityCacheObserver, MeterBinder {

	private static final int MAXIMUM_WORDS = 20;

	private static final int MAXIMUM_CACHES = 1000;

	private final TagValues caches = new TagValues(MAXIMUM_CACHES);

	private final TagValues reasons = new TagValues(MAXIMUM_WORDS);

	private final TagValues operations = new TagValues(MAXIMUM_WORDS);

	private final TagValues repairs = new TagValues(MAXIMUM_WORDS);

	private final SyncProgressMeters progress = new SyncProgressMeters();

	private volatile @Nullable MeterRegistry registry;

	@Override
	public boolean returnsAtOnce() {
		return true;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.registry = registry;
	}

	@Override
	public void loaded(String region, long nanos, boolean succeeded) {
		MeterRegistry current = this.registry;
		if (current != null) {
			Timer.builder(EntityCacheMeters.LOADS.meterName())
				.description("Loads from the database")
				.tags(List.of(cache(region), Tag.of("outcome", succeeded ? "success" : "failure")))
				.register(current)
				.record(nanos, TimeUnit.NANOSECONDS);
		}
	}

	@Override
	public void invalidated(String region, InvalidationCause cause, int count) {
		count(EntityCacheMeters.INVALIDATIONS, count, cache(region), tag("cause", cause));
	}

	@Override
	public void fillRefused(String region, Level level, FillRefusal reason) {
		count(EntityCacheMeters.FILLS_REFUSED, 1, cache(region), tag("level", level), tag("reason", reason));
	}

	@Override
	public void unreadable(String region, String reason) {
		count(EntityCacheMeters.UNREADABLE, 1, cache(region), Tag.of("reason", this.reasons.of(reason)));
	}

	@Override
	public void sharedLevelFailed(String operation, Throwable failure) {
		count(EntityCacheMeters.SHARED_FAILURES, 1, Tag.of("operation", this.operations.of(operation)));
	}

	@Override
	public void sharedLevelDisconnected() {
		countReconnect("disconnected");
	}

	@Override
	public void sharedLevelReconnecting(int attempt, Duration delay) {
		countReconnect("reconnecting");
	}

	@Override
	public void sharedLevelReconnected(Duration after) {
		countReconnect("reconnected");
	}

	private void countReconnect(String event) {
		count(EntityCacheMeters.SHARED_RECONNECTS, 1, Tag.of("event", event));
	}

	@Override
	public void repaired(String how, long announcements) {
		count(EntityCacheMeters.SHARED_REPAIRS, 1, Tag.of("how", this.repairs.of(how)));
	}

	@Override
	public void syncProgressed(SyncProgress progress) {
		MeterRegistry current = this.registry;
		if (current != null) {
			this.progress.show(progress, cache(progress.cache()), current);
		}
	}

	@Override
	public void synced(SyncResult result) {
		Tag kind = tag("kind", result.kind());
		timer(result.cache(), kind, result.duration());
		count(EntityCacheMeters.SYNC_ROWS, result.rows(), cache(result.cache()), kind);
	}

	@Override
	public void syncFailed(String cache, Throwable failure) {
		this.progress.forget(cache(cache));
		timer(cache, Tag.of("kind", "failed"), Duration.ZERO);
	}

	private void timer(String cache, Tag kind, Duration duration) {
		MeterRegistry current = this.registry;
		if (current != null) {
			Timer.builder(EntityCacheMeters.SYNCS.meterName())
				.description("Syncs and refreshes")
				.tags(List.of(cache(cache), kind))
				.register(current)
				.record(duration);
		}
	}

	private void count(EntityCacheMeters meter, long count, Tag... tags) {
		MeterRegistry current = this.registry;
		if (current != null) {
			Counter.builder(meter.meterName()).tags(List.of(tags)).register(current).increment(count);
		}
	}

	/** The cache of a region, which may have several regions: {@code product.sku}. */
	private Tag cache(String region) {
		int dot = region.indexOf('.');
		return Tag.of("cache", this.caches.of((dot < 0) ? region : region.substring(0, dot)));
	}

	private static Tag tag(String key, Enum<?> value) {
		return Tag.of(key, value.name().toLowerCase(Locale.ROOT));
	}

}
