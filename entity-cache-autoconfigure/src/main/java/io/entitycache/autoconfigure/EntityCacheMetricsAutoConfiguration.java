package io.entitycache.autoconfigure;

import io.entitycache.EntityCacheEvents;
import io.entitycache.EntityCaches;
import io.entitycache.observability.EntityCacheMetrics;
import io.entitycache.observability.EventMetrics;
import io.entitycache.observability.MeteredObserver;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the caches' meters. */
@AutoConfiguration(after = { EntityCacheAutoConfiguration.class, EntityCacheEventAutoConfiguration.class },
		afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(name = "io.micrometer.core.instrument.MeterRegistry")
@ConditionalOnBean(value = EntityCaches.class, type = "io.micrometer.core.instrument.MeterRegistry")
public final class EntityCacheMetricsAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EntityCacheMetrics entityCacheMetrics(EntityCaches caches) {
		return new EntityCacheMetrics(caches);
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnBean(EntityCacheEvents.class)
	EventMetrics entityCacheEventMetrics(EntityCacheEvents events) {
		return new EventMetrics(events);
	}

	@Bean
	@ConditionalOnMissingBean
	MeteredObserver entityCacheMeteredObserver() {
		return new MeteredObserver();
	}

}
