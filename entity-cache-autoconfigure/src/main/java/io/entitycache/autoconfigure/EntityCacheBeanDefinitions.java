package io.entitycache.autoconfigure;

import java.util.List;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.Environment;
import org.springframework.util.Assert;

/**
 * Defines one bean for each configured cache, with its full generic type, so that it can
 * be injected by it. Names that stand for no entity stop the start here, before anything
 * asks for the bean.
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
		String caches = cachesBeanName(beanFactory);
		for (CachedEntity entity : CachedEntities.match(properties().caches().keySet(),
				RepositoryEntity.findAll(beanFactory))) {
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

	private EntityCacheProperties properties() {
		return Binder.get(this.environment)
			.bindOrCreate(EntityCacheProperties.PREFIX, Bindable.of(EntityCacheProperties.class),
					new EmptyCacheBindHandler(BindHandler.DEFAULT));
	}

	private static RootBeanDefinition definition(String caches, CachedEntity entity) {
		RootBeanDefinition definition = new RootBeanDefinition();
		definition.setTargetType(
				ResolvableType.forClassWithGenerics(EntityCache.class, entity.entityType(), entity.idType()));
		definition.setFactoryBeanName(caches);
		definition.setFactoryMethodName("get");
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, entity.cacheName());
		return definition;
	}

}
