package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.Entity;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.data.jpa.repository.support.JpaRepositoryFactoryBean;
import org.springframework.data.repository.core.RepositoryMetadata;
import org.springframework.data.repository.core.support.AbstractRepositoryMetadata;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/**
 * The entity of one Spring Data JPA repository, known from the repository's bean
 * definition alone, so that lazy repositories stay so.
 *
 * @param beanName the repository's bean name
 * @param repositoryType the repository's interface
 * @param entityType the entity
 * @param idType the type of the entity's id
 */
record RepositoryEntity(String beanName, Class<?> repositoryType, Class<?> entityType, Class<?> idType) {

	/** The entities of all repositories, in the order of the repositories. */
	static List<RepositoryEntity> findAll(ConfigurableListableBeanFactory beanFactory) {
		List<RepositoryEntity> entities = new ArrayList<>();
		for (String name : beanFactory.getBeanNamesForType(JpaRepositoryFactoryBean.class, true, false)) {
			String beanName = BeanFactoryUtils.transformedBeanName(name);
			Class<?> repositoryType = repositoryType(beanFactory, beanName);
			if (repositoryType != null) {
				entities.add(of(beanName, repositoryType));
			}
		}
		return entities;
	}

	private static @Nullable Class<?> repositoryType(ConfigurableListableBeanFactory beanFactory, String beanName) {
		if (!beanFactory.containsBeanDefinition(beanName)) {
			return null;
		}
		ResolvableType factory = beanFactory.getMergedBeanDefinition(beanName).getResolvableType();
		return factory.as(RepositoryFactoryBeanSupport.class).getGeneric(0).resolve();
	}

	private static RepositoryEntity of(String beanName, Class<?> repositoryType) {
		RepositoryMetadata metadata = AbstractRepositoryMetadata.getMetadata(repositoryType);
		return new RepositoryEntity(beanName, repositoryType, metadata.getDomainType(),
				ClassUtils.resolvePrimitiveIfNecessary(metadata.getIdType()));
	}

	/** The name of the JPA entity. */
	String entityName() {
		Entity entity = AnnotatedElementUtils.findMergedAnnotation(this.entityType, Entity.class);
		return (entity != null && StringUtils.hasText(entity.name())) ? entity.name() : this.entityType.getSimpleName();
	}

}
