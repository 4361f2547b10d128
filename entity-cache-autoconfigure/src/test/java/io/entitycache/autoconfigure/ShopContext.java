package io.entitycache.autoconfigure;

import io.entitycache.autoconfigure.shop.Product;

import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** Runs an application with the entities and repositories of the shop. */
final class ShopContext {

	private ShopContext() {
	}

	/** Without Redis, Actuator and Micrometer's registry. */
	static ApplicationContextRunner runner() {
		return new ApplicationContextRunner()
			.withPropertyValues("spring.datasource.generate-unique-name=true", "spring.jpa.open-in-view=false",
					"spring.jpa.hibernate.ddl-auto=create-drop")
			.withConfiguration(
					AutoConfigurations.of(DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
							DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
							EntityCacheAutoConfiguration.class, EntityCacheEventAutoConfiguration.class,
							EntityCacheRedisAutoConfiguration.class, EntityCacheManagerAutoConfiguration.class,
							EntityCacheMetricsAutoConfiguration.class, EntityCacheHealthAutoConfiguration.class))
			.withUserConfiguration(Shop.class);
	}

	/** With a connection to Redis that nobody has tried yet. */
	static ApplicationContextRunner withRedis() {
		return runner().withConfiguration(AutoConfigurations.of(DataRedisAutoConfiguration.class))
			.withPropertyValues("spring.application.name=shop", "spring.data.redis.port=1",
					"spring.data.redis.lettuce.pool.enabled=false");
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage(basePackageClasses = Product.class)
	static class Shop {

	}

}
