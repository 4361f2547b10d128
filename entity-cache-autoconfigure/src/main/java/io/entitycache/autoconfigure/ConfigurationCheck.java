package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.entitycache.EntityCache;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Checks all that the properties say, as far as that can be done without a bean. */
final class ConfigurationCheck {

	/* Of the auto-configuration that may not be there. */
	private static final String REDIS_BEAN_NAME = "entityCacheRedisConnections";

	private final Environment environment;

	private final ConfigurableListableBeanFactory beanFactory;

	private final Problems problems = new Problems();

	ConfigurationCheck(Environment environment, ConfigurableListableBeanFactory beanFactory) {
		this.environment = environment;
		this.beanFactory = beanFactory;
	}

	/**
	 * The entities that are to be cached.
	 * @throws InvalidEntityCacheConfigurationException with all that is wrong
	 */
	List<CachedEntity> entities() {
		EntityCacheProperties properties = properties();
		List<CachedEntity> entities = new ArrayList<>();
		this.problems.attempt(() -> entities.addAll(CachedEntities.match(properties.caches().keySet(),
				RepositoryEntity.findAll(this.beanFactory), () -> MappedEntities.classNames(this.beanFactory))));
		properties.caches()
			.keySet()
			.forEach(
					(name) -> this.problems.attempt(() -> new CacheSettingsResolver(properties, name).resolve(), null));
		RedisPropertiesCheck redis = new RedisPropertiesCheck(properties);
		this.problems.attempt(() -> redis.nodeSettings(), null);
		if (this.beanFactory.containsBeanDefinition(REDIS_BEAN_NAME)) {
			this.problems.attempt(() -> redis.namespace(this.environment), "");
		}
		entities.forEach((entity) -> this.problems.attempt(() -> checkBeanName(entity)));
		this.problems.throwIfAny();
		return entities;
	}

	private EntityCacheProperties properties() {
		DurationUnitHandler units = new DurationUnitHandler(new EmptyCacheBindHandler(BindHandler.DEFAULT),
				this.problems);
		return Binder.get(this.environment)
			.bindOrCreate(EntityCacheProperties.PREFIX, Bindable.of(EntityCacheProperties.class), units);
	}

	private void checkBeanName(CachedEntity entity) {
		String name = entity.beanName();
		if (!this.beanFactory.containsBeanDefinition(name) || this.beanFactory.isTypeMatch(name, EntityCache.class)) {
			return;
		}
		BeanDefinition taken = this.beanFactory.getBeanDefinition(name);
		String origin = taken.getResourceDescription();
		throw new InvalidEntityCacheConfigurationException(
				EntityCacheProperties.PREFIX + ".caches." + entity.cacheName(), null,
				"The bean of the cache would be called '%s', and a bean of this name that is no cache is defined%s"
					.formatted(name, (origin != null) ? " in " + origin : " already"),
				"Rename that bean");
	}

}
