package io.entitycache.observability;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells how the caches are. Always up: without its shared level the cache asks the
 * database, and the application goes on to answer.
 */
public final class EntityCacheHealthIndicator extends AbstractHealthIndicator {

	private final EntityCaches caches;

	private final Supplier<@Nullable String> lastFailure;

	/**
	 * Creates an indicator.
	 * @param caches the caches
	 * @param lastFailure what last went wrong with the shared level, {@code null} if
	 * nothing has; holds neither values nor secrets
	 */
	public EntityCacheHealthIndicator(EntityCaches caches, Supplier<@Nullable String> lastFailure) {
		super("The entity cache does not tell how it is");
		this.caches = caches;
		this.lastFailure = lastFailure;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		SharedLevelStatus shared = this.caches.sharedLevel();
		builder.up().withDetail("level1", "UP").withDetail("level2", shared.state().name());
		if (shared.state() != State.NOT_CONFIGURED) {
			builder.withDetail("shared", details(shared));
		}
		builder.withDetail("caches", details());
	}

	private Map<String, Object> details(SharedLevelStatus shared) {
		Map<String, Object> details = new LinkedHashMap<>();
		details.put("subscribed", shared.subscribed());
		details.put("sequence", shared.sequence());
		Duration sinceLastProof = shared.sinceLastProof();
		details.put("sinceLastProof", (sinceLastProof != null) ? sinceLastProof.toMillis() + "ms" : "never");
		details.put("owed", shared.owed());
		details.put("breaker", shared.breaker());
		putIfKnown(details, "cannotWrite", shared.cannotWrite());
		putIfKnown(details, "cannotHear", shared.cannotHear());
		putIfKnown(details, "lastFailure", this.lastFailure.get());
		return details;
	}

	private static void putIfKnown(Map<String, Object> details, String name, @Nullable String text) {
		if (text != null) {
			details.put(name, text);
		}
	}

	private Map<String, Object> details() {
		Map<String, Object> details = new LinkedHashMap<>();
		this.caches.all().forEach((cache) -> details.put(cache.name(), details(cache)));
		return details;
	}

	private Map<String, Object> details(EntityCache<?, ?> cache) {
		Map<String, Object> details = new LinkedHashMap<>();
		boolean level1 = cache.settings().level1().enabled();
		boolean level2 = cache.settings().level2().enabled();
		details.put("entity", cache.entityType().getName());
		details.put("level1", level1 ? "UP" : "OFF");
		details.put("level2", level2 ? this.caches.sharedLevel().state().name() : "OFF");
		details.put("size", cache.size());
		details.put("hitRate", cache.statistics().hitRate());
		return details;
	}

}
