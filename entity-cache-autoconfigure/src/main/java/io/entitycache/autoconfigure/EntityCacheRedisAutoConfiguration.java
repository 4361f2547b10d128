package io.entitycache.autoconfigure;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntityCaches;
import io.entitycache.observability.CompositeObserver;
import io.entitycache.orchestrator.SharedServices;
import io.entitycache.redis.RedisAnnouncementChannel;
import io.entitycache.redis.RedisAnnouncementLog;
import io.entitycache.redis.RedisConnections;
import io.entitycache.redis.RedisCoordination;
import io.entitycache.redis.RedisDatabaseClaims;
import io.entitycache.redis.RedisLevel2;
import io.entitycache.redis.RedisRuntimeHints;
import io.entitycache.redis.RedisSettings;
import io.lettuce.core.RedisClient;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Auto-configuration of the level that all processes share, on the application's Redis.
 * Its connections are its own, and are opened in the background once the application
 * starts.
 */
@AutoConfiguration(after = { DataRedisAutoConfiguration.class, HibernateJpaAutoConfiguration.class })
@ConditionalOnClass({ LettuceConnectionFactory.class, RedisClient.class })
@ConditionalOnBean({ LettuceConnectionFactory.class, EntityManagerFactory.class })
@ConditionalOnMissingBean({ SharedServices.class, EntityCaches.class })
@ConditionalOnBooleanProperty(name = { "entity-cache.enabled", "entity-cache.redis.enabled" }, matchIfMissing = true)
@EnableConfigurationProperties(EntityCacheProperties.class)
@ImportRuntimeHints(RedisRuntimeHints.class)
public final class EntityCacheRedisAutoConfiguration {

	// A context that is refreshed again destroys its beans without stopping them before.
	@Bean(destroyMethod = "stop")
	RedisConnections entityCacheRedisConnections(ListableBeanFactory beanFactory,
			ObjectProvider<LettuceConnectionFactory> factories, EntityCacheProperties properties,
			Environment environment, ObjectProvider<EntityCacheObserver> observers) {
		RedisSettings settings = new RedisPropertiesCheck(properties)
			.redisSettings(environment.getProperty("spring.application.name"));
		LettuceConnectionFactory factory = RedisFactories.choose(beanFactory, properties.redis(), factories);
		return new RedisConnections(factory::getRequiredNativeClient, sentinelMaster(factory), settings,
				new CompositeObserver(observers.orderedStream().toList()));
	}

	private static @Nullable String sentinelMaster(LettuceConnectionFactory factory) {
		RedisSentinelConfiguration sentinel = factory.getSentinelConfiguration();
		return (sentinel != null && sentinel.getMaster() != null) ? sentinel.getMaster().getName() : null;
	}

	@Bean
	SharedServices entityCacheSharedServices(RedisConnections entityCacheRedisConnections,
			EntityCacheProperties properties) {
		return new SharedServices(new RedisLevel2(entityCacheRedisConnections),
				new RedisAnnouncementLog(entityCacheRedisConnections),
				new RedisAnnouncementChannel(entityCacheRedisConnections), properties.redis().pendingTtl(),
				new RedisCoordination(entityCacheRedisConnections));
	}

	@Bean
	RedisDatabaseClaims entityCacheDatabaseClaims(RedisConnections entityCacheRedisConnections) {
		return new RedisDatabaseClaims(entityCacheRedisConnections);
	}

	@Bean
	EntityCacheRedisLifecycle entityCacheRedisLifecycle(RedisConnections entityCacheRedisConnections,
			EntityCacheProperties properties) {
		return new EntityCacheRedisLifecycle(entityCacheRedisConnections, /* used= */ !properties.caches().isEmpty());
	}

}
