package io.entitycache.associations;

import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.fixtures.HookedLevel2;
import io.entitycache.fixtures.RecordingObserver;
import io.entitycache.orchestrator.SharedServices;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application, on a level 2 with which tests can interfere. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
		DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
		DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class, EntityCacheAutoConfiguration.class })
class ClinicApplication {

	@Bean
	RecordingObserver recordingObserver() {
		return new RecordingObserver();
	}

	@Bean
	static Interference interference() {
		return new Interference();
	}

	/** Wraps level 2 as soon as it is there. */
	static final class Interference implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof SharedServices services) {
				return new SharedServices(new HookedLevel2(services.level2()), services.log(), services.channel(),
						services.pendingLife());
			}
			return bean;
		}

	}

}
