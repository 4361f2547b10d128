package io.entitycache.autoconfigure;

import java.util.LinkedHashSet;
import java.util.Set;

import io.entitycache.jpa.HibernateChanges;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;

import org.springframework.beans.factory.config.BeanReference;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Finds the entity manager factory that an entity's repositories work with. */
final class RepositoryEntityManagerFactories {

	private final ConfigurableListableBeanFactory beanFactory;

	RepositoryEntityManagerFactories(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * The entity's own factory; if its repositories work with several, the primary one.
	 * @throws InvalidEntityCacheConfigurationException if that leaves several, or none
	 */
	EntityManagerFactory of(CachedEntity entity) {
		EntityManagerFactory factory = find(entity);
		if (!isWatched(factory)) {
			throw invalid(entity,
					"The changes of the entity cannot be seen, as its entity manager factory is not Hibernate's or was not built by Spring",
					"Build it with a 'LocalContainerEntityManagerFactoryBean' and Hibernate, or remove the cache");
		}
		return factory;
	}

	private static boolean isWatched(EntityManagerFactory factory) {
		try {
			return HibernateChanges.of(factory) != null;
		}
		catch (PersistenceException ex) {
			return false;
		}
	}

	private EntityManagerFactory find(CachedEntity entity) {
		Set<EntityManagerFactory> found = new LinkedHashSet<>();
		for (RepositoryEntity repository : entity.repositories()) {
			found.addAll(of(repository));
		}
		if (found.size() == 1) {
			return found.iterator().next();
		}
		EntityManagerFactory primary = this.beanFactory.getBeanProvider(EntityManagerFactory.class).getIfUnique();
		if (primary != null && found.contains(primary)) {
			return primary;
		}
		throw invalid(entity,
				"The repositories of %s work with %d entity manager factories: %s".formatted(
						entity.entityType().getName(), found.size(),
						Texts.list(entity.repositories().stream().map(RepositoryEntity::beanName).toList())),
				"Mark the entity manager factory that is meant with '@Primary'");
	}

	private Set<EntityManagerFactory> of(RepositoryEntity repository) {
		Object reference = this.beanFactory.getMergedBeanDefinition(repository.beanName())
			.getPropertyValues()
			.get("entityManager");
		if (reference instanceof BeanReference entityManager) {
			return Set.of(this.beanFactory.getBean(entityManager.getBeanName(), EntityManager.class)
				.getEntityManagerFactory());
		}
		return thatMap(repository.entityType());
	}

	private static InvalidEntityCacheConfigurationException invalid(CachedEntity entity, String reason, String action) {
		return new InvalidEntityCacheConfigurationException(
				EntityCacheProperties.PREFIX + ".caches." + entity.cacheName(), null, reason, action);
	}

	private Set<EntityManagerFactory> thatMap(Class<?> entityType) {
		Set<EntityManagerFactory> factories = new LinkedHashSet<>();
		this.beanFactory.getBeanProvider(EntityManagerFactory.class)
			.orderedStream()
			.filter((factory) -> factory.getMetamodel()
				.getEntities()
				.stream()
				.anyMatch((entity) -> entityType.equals(entity.getJavaType())))
			.forEach(factories::add);
		return factories;
	}

}
