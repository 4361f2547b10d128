package io.entitycache.autoconfigure;

import java.util.List;

import io.entitycache.EntityCache;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.analyzer.AbstractInjectionFailureAnalyzer;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

/**
 * Tells why there is no cache to inject: which entity and type of id were asked for, what
 * there is instead, and what to configure.
 */
final class MissingEntityCacheFailureAnalyzer extends AbstractInjectionFailureAnalyzer<NoSuchBeanDefinitionException>
		implements Ordered {

	private final BeanFactory beanFactory;

	MissingEntityCacheFailureAnalyzer(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	// Before the one that only knows that a bean is missing.
	@Override
	public int getOrder() {
		return -1;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause,
			@Nullable String description) {
		ResolvableType type = cause.getResolvableType();
		Class<?> entity = (type != null && type.toClass() == EntityCache.class) ? type.getGeneric(0).resolve() : null;
		Class<?> id = (entity != null && type != null) ? type.getGeneric(1).resolve() : null;
		if (entity == null || id == null || !(this.beanFactory instanceof ConfigurableListableBeanFactory beans)) {
			return null;
		}
		Answer answer = answer(entity, id, beans);
		String text = "%s required an 'EntityCache<%s, %s>', a cache of the entity %s with ids of type %s, that could not be found.%n%n%s%n"
			.formatted((description != null) ? description : "A component", entity.getSimpleName(), id.getSimpleName(),
					entity.getName(), id.getName(), answer.reason());
		return new FailureAnalysis(text, answer.action(), cause);
	}

	private static Answer answer(Class<?> entity, Class<?> id, ConfigurableListableBeanFactory beans) {
		List<RepositoryEntity> found = RepositoryEntity.findAll(beans)
			.stream()
			.filter((repository) -> repository.entityType() == entity)
			.toList();
		if (!MappedEntities.isEntity(entity)) {
			return new Answer("%s is not a JPA entity.".formatted(entity.getName()),
					"Inject the cache of an entity, with the entity as the first type and its id as the second.");
		}
		if (found.isEmpty()) {
			return new Answer(
					"%s is an entity, but no Spring Data JPA repository is for it.".formatted(entity.getName()),
					"Declare 'interface %sRepository extends JpaRepository<%s, %s>', and add its cache:%n%n%s"
						.formatted(entity.getSimpleName(), entity.getSimpleName(), id.getSimpleName(),
								yaml(entity.getSimpleName())));
		}
		RepositoryEntity repository = found.get(0);
		if (repository.idType() != id) {
			return new Answer(
					"The ids of the entity are of type %s, as its repository '%s' says."
						.formatted(repository.idType().getName(), repository.beanName()),
					"Inject 'EntityCache<%s, %s>', and make sure that the cache is configured:%n%n%s".formatted(
							entity.getSimpleName(), repository.idType().getSimpleName(),
							yaml(repository.entityName())));
		}
		return new Answer("The cache is not configured.",
				"Add it to the configuration:%n%n%s".formatted(yaml(repository.entityName())));
	}

	private static String yaml(String entityName) {
		return "    entity-cache:%n      caches:%n        %s: {}".formatted(MappedEntities.cacheName(entityName));
	}

	/** What is wrong, and what to do. */
	private record Answer(String reason, String action) {
	}

}
