package io.entitycache.autoconfigure;

import io.entitycache.EntityCaches;
import io.entitycache.observability.EntityCacheCacheManager;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/**
 * Auto-configuration of a cache manager beside the application's own, which it does not
 * replace.
 */
@AutoConfiguration(after = EntityCacheAutoConfiguration.class,
		afterName = "org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration",
		beforeName = { "org.springframework.boot.cache.autoconfigure.CachesEndpointAutoConfiguration",
				"org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration" })
@ConditionalOnBean(EntityCaches.class)
public final class EntityCacheManagerAutoConfiguration {

	@Bean(defaultCandidate = false)
	@ConditionalOnMissingBean(name = "entityCacheManager")
	EntityCacheCacheManager entityCacheManager(EntityCaches caches) {
		return new EntityCacheCacheManager(caches);
	}

}
