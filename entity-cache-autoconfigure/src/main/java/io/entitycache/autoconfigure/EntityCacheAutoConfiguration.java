package io.entitycache.autoconfigure;

import java.util.List;
import java.util.Objects;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntityCaches;
import io.entitycache.cluster.DatabaseClaims;
import io.entitycache.jdbc.JdbcRuntimeHints;
import io.entitycache.jdbc.WatchedDataSources;
import io.entitycache.jpa.HibernateChangesRegistrar;
import io.entitycache.jpa.TransactionBegins;
import io.entitycache.jpa.StatementTables;
import io.entitycache.observability.CompositeObserver;
import io.entitycache.observability.LoggingObserver;
import io.entitycache.orchestrator.CacheDefinition;
import io.entitycache.orchestrator.EntityCacheEngine;
import io.entitycache.orchestrator.NodeSettings;
import io.entitycache.orchestrator.SharedServices;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;

/**
 * Auto-configuration of the entity cache: the caches that {@code entity-cache.caches}
 * names, each a bean of its full generic type.
 */
@AutoConfiguration(after = { HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class,
		EntityCacheRedisAutoConfiguration.class })
@ConditionalOnBean(EntityManagerFactory.class)
@EnableConfigurationProperties(EntityCacheProperties.class)
@ImportRuntimeHints(JdbcRuntimeHints.class)
public final class EntityCacheAutoConfiguration {

	@Bean
	static EntityCacheBeanDefinitions entityCacheBeanDefinitions(Environment environment) {
		return new EntityCacheBeanDefinitions(environment);
	}

	@Bean
	static ConfigurationPropertiesBindHandlerAdvisor entityCacheBindHandlerAdvisor() {
		return EmptyCacheBindHandler::new;
	}

	@Bean
	static HibernateChangesRegistrar entityCacheHibernateChanges() {
		return new HibernateChangesRegistrar();
	}

	@Bean
	static TransactionBegins entityCacheTransactionBegins() {
		return new TransactionBegins();
	}

	@Bean
	@ConditionalOnBooleanProperty("entity-cache.jdbc.watch")
	static WatchedDataSources entityCacheWatchedDataSources() {
		return new WatchedDataSources(new StatementTables());
	}

	@Bean
	@ConditionalOnMissingBean
	LoggingObserver entityCacheLoggingObserver() {
		return new LoggingObserver();
	}

	@Bean
	@ConditionalOnMissingBean(EntityCaches.class)
	EntityCacheEngine entityCacheEngine(EntityCacheProperties properties, ConfigurableListableBeanFactory beanFactory,
			ObjectProvider<SharedServices> sharedServices, ObjectProvider<EntityCacheCustomizer> customizers,
			ObjectProvider<EntityCacheObserver> observers, ObjectProvider<DatabaseClaims> claims,
			TransactionBegins transactionBegins) {
		NodeSettings node = new RedisPropertiesCheck(properties).nodeSettings();
		List<CachedEntity> entities = CachedEntities.match(properties.caches().keySet(),
				RepositoryEntity.findAll(beanFactory));
		// Without caches, or with caches that store nothing, there is nothing to share.
		SharedServices shared = (properties.enabled() && !entities.isEmpty()) ? sharedServices.getIfAvailable() : null;
		if (shared == null && properties.enabled() && properties.redis().enabled() && !entities.isEmpty()) {
			OtherRedisWarning.logIfAny(beanFactory);
		}
		List<CacheDefinition> definitions = new CacheDefinitions(properties, customizers.orderedStream().toList(),
				/* sharedLevel= */ shared != null)
			.of(entities, new RepositoryEntityManagerFactories(beanFactory));
		EntityCacheEngine engine = new EntityCacheEngine(definitions,
				guarded(shared, claims, node, properties, definitions), node,
				new CompositeObserver(observers.orderedStream().toList()));
		engine.remember(transactionBegins);
		return engine;
	}

	private static @Nullable SharedServices guarded(@Nullable SharedServices shared,
			ObjectProvider<DatabaseClaims> claims, NodeSettings node, EntityCacheProperties properties,
			List<CacheDefinition> definitions) {
		DatabaseClaims available = (shared != null) ? claims.getIfAvailable() : null;
		if (shared == null || available == null) {
			return shared;
		}
		DatabaseIds databases = new DatabaseIds(definitions, properties.databaseId());
		return GuardedServices.of(shared, available, databases, node.checkInterval());
	}

	// A test may put a mock in the place of the engine.
	@Bean
	@ConditionalOnBean(EntityCacheEngine.class)
	@ConditionalOnMissingBean
	EntityCacheLifecycle entityCacheLifecycle(ObjectProvider<EntityCacheEngine> engine,
			EntityCacheProperties properties, Environment environment, ObjectProvider<SharedServices> shared) {
		EntityCacheEngine available = engine.getIfAvailable();
		return new EntityCacheLifecycle(available, () -> {
			boolean isShared = properties.enabled() && shared.getIfAvailable() != null;
			return StartMessage.of(Objects.requireNonNull(available),
					isShared ? new RedisPropertiesCheck(properties).namespace(environment) : null);
		});
	}

}
