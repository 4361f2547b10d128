package io.entitycache.jpa;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;

/**
 * Registers {@link HibernateChanges} with every entity manager factory that Spring
 * builds.
 */
public final class HibernateChangesRegistrar implements BeanPostProcessor {

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof LocalContainerEntityManagerFactoryBean factory) {
			HibernateChanges.register(factory.getJpaPropertyMap());
		}
		return bean;
	}

}
