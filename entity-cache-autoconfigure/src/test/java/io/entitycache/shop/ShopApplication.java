package io.entitycache.shop;

import io.entitycache.EntityCacheListener;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheEventAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.fixtures.ChaosAnnouncementLog;
import io.entitycache.fixtures.ChaosChannel;
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

/** The application, on a shared level with which tests can interfere. */
@Configuration(proxyBeanMethods = false)
@AutoConfigurationPackage
@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
		JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
		DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
		DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class, EntityCacheAutoConfiguration.class,
		EntityCacheEventAutoConfiguration.class })
class ShopApplication {

	@Bean
	RecordingObserver recordingObserver() {
		return new RecordingObserver();
	}

	@Bean
	HeardEvents heardEvents() {
		return new HeardEvents();
	}

	@Bean
	EntityCacheListener failingListener() {
		return (event) -> {
			throw new IllegalStateException("A listener that always fails");
		};
	}

	@Bean
	FailingObserver failingObserver() {
		return new FailingObserver();
	}

	@Bean
	static Interference interference() {
		return new Interference();
	}

	/** Wraps the shared level as soon as it is there. */
	static final class Interference implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (bean instanceof SharedServices services) {
				return new SharedServices(new HookedLevel2(services.level2()), new ChaosAnnouncementLog(services.log()),
						new ChaosChannel(services.channel()), services.pendingLife(), services.coordination());
			}
			return bean;
		}

	}

}
