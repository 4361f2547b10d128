package io.entitycache.autoconfigure;

import java.util.List;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.RuntimeBeanReference;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * Defines one bean for each configured cache, with its full generic type, so that it can
 * be injected by it, and with the cache's name as a qualifier. What can be seen to be
 * wrong with the properties stops the start here, before anything asks for a bean.
 */
final class EntityCacheBeanDefinitions implements BeanDefinitionRegistryPostProcessor {

	static final String ENGINE_BEAN_NAME = "entityCacheEngine";

	private final Environment environment;

	EntityCacheBeanDefinitions(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		Assert.isInstanceOf(ConfigurableListableBeanFactory.class, registry);
		ConfigurableListableBeanFactory beanFactory = (ConfigurableListableBeanFactory) registry;
		List<CachedEntity> entities = new ConfigurationCheck(this.environment, beanFactory).entities();
		String caches = cachesBeanName(beanFactory);
		for (CachedEntity entity : entities) {
			// The application's own bean, or that of an ahead-of-time processed context.
			if (!registry.containsBeanDefinition(entity.beanName())) {
				registry.registerBeanDefinition(entity.beanName(), definition(caches, entity));
			}
		}
	}

	private static String cachesBeanName(ConfigurableListableBeanFactory beanFactory) {
		List<String> names = List.of(beanFactory.getBeanNamesForType(EntityCaches.class, true, false));
		return (names.isEmpty() || names.contains(ENGINE_BEAN_NAME)) ? ENGINE_BEAN_NAME : names.get(0);
	}

	private static RootBeanDefinition definition(String caches, CachedEntity entity) {
		RootBeanDefinition definition = new RootBeanDefinition(CacheBeans.class);
		definition.setTargetType(
				ResolvableType.forClassWithGenerics(EntityCache.class, entity.entityType(), entity.idType()));
		definition.setFactoryMethodName("cache");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, new RuntimeBeanReference(caches));
		definition.getConstructorArgumentValues().addIndexedArgumentValue(1, entity.cacheName());
		definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, entity.cacheName()));
		return definition;
	}

}
