package io.entitycache.autoconfigure;

import io.entitycache.EntityCaches;
import io.entitycache.observability.EntityCachesEndpoint;
import io.entitycache.observability.EntityCachesEndpointJmxExtension;
import io.entitycache.observability.EntityCachesEndpointWebExtension;

import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.actuate.autoconfigure.endpoint.expose.EndpointExposure;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the caches' endpoint. */
@AutoConfiguration(after = EntityCacheAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnBean(EntityCaches.class)
@ConditionalOnAvailableEndpoint(EntityCachesEndpoint.class)
@EnableConfigurationProperties(EntityCachesEndpointProperties.class)
public final class EntityCachesEndpointAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	EntityCachesEndpoint entityCachesEndpoint(EntityCaches caches, EntityCachesEndpointProperties properties) {
		return new EntityCachesEndpoint(caches, properties.showValues());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = EntityCachesEndpoint.class, exposure = EndpointExposure.WEB)
	EntityCachesEndpointWebExtension entityCachesEndpointWebExtension(EntityCachesEndpoint endpoint,
			EntityCaches caches, EntityCachesEndpointProperties properties) {
		return new EntityCachesEndpointWebExtension(endpoint, caches, properties.showValues(), properties.roles());
	}

	@Bean
	@ConditionalOnMissingBean
	@ConditionalOnAvailableEndpoint(endpoint = EntityCachesEndpoint.class, exposure = EndpointExposure.JMX)
	EntityCachesEndpointJmxExtension entityCachesEndpointJmxExtension(EntityCachesEndpoint endpoint,
			EntityCachesEndpointProperties properties) {
		return new EntityCachesEndpointJmxExtension(endpoint, properties.showValues());
	}

}
