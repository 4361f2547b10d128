package io.entitycache.autoconfigure;

import io.entitycache.EntityCaches;
import io.entitycache.observability.EntityCacheHealthIndicator;
import io.entitycache.observability.EntityCacheReadinessHealthIndicator;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the caches' health. */
@AutoConfiguration(after = EntityCacheAutoConfiguration.class)
@ConditionalOnClass({ HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class })
@ConditionalOnBean(EntityCaches.class)
@ConditionalOnEnabledHealthIndicator("entitycache")
public final class EntityCacheHealthAutoConfiguration {

	@Bean
	LastSharedFailure entityCacheLastSharedFailure() {
		return new LastSharedFailure(System::nanoTime);
	}

	@Bean
	@ConditionalOnMissingBean(name = "entityCacheHealthIndicator")
	EntityCacheHealthIndicator entityCacheHealthIndicator(EntityCaches caches,
			LastSharedFailure entityCacheLastSharedFailure) {
		return new EntityCacheHealthIndicator(caches, entityCacheLastSharedFailure);
	}

	@Bean
	@ConditionalOnMissingBean(name = "entityCacheReadinessHealthIndicator")
	EntityCacheReadinessHealthIndicator entityCacheReadinessHealthIndicator(EntityCaches caches) {
		return new EntityCacheReadinessHealthIndicator(caches);
	}

}
