package io.entitycache.observability;

import java.util.LinkedHashMap;
import java.util.Map;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Tells whether every cache has loaded what it is to load at the start. Out of service
 * until then, for the readiness group of an application that wants to wait for it.
 */
public final class EntityCacheReadinessHealthIndicator extends AbstractHealthIndicator {

	private final EntityCaches caches;

	public EntityCacheReadinessHealthIndicator(EntityCaches caches) {
		super("The entity cache does not tell whether it is ready");
		this.caches = caches;
	}

	@Override
	protected void doHealthCheck(Health.Builder builder) {
		Map<String, Object> details = new LinkedHashMap<>();
		boolean ready = true;
		for (EntityCache<?, ?> cache : this.caches.all()) {
			boolean own = cache.ready().isDone();
			details.put(cache.name(), own ? "READY" : "WARMING_UP");
			ready &= own;
		}
		(ready ? builder.up() : builder.outOfService()).withDetail("caches", details);
	}

}
