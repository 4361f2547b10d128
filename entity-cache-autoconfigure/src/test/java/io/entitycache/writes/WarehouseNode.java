package io.entitycache.writes;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process of the warehouse, without a shared level, on PostgreSQL. */
final class WarehouseNode implements AutoCloseable {

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("warehouse");

	private static final AtomicLong IDS = new AtomicLong(1_000);

	private final ConfigurableApplicationContext context;

	WarehouseNode(String... properties) {
		this.context = new SpringApplicationBuilder(Warehouses.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.main.banner-mode=off", "spring.jpa.open-in-view=false",
					"spring.jpa.hibernate.ddl-auto=update", "spring.datasource.url=" + DATABASE.jdbcUrl(),
					"spring.datasource.username=" + DATABASE.username(),
					"spring.datasource.password=" + DATABASE.password(), "spring.datasource.hikari.maximum-pool-size=4",
					"entity-cache.caches.ware.key-attributes=name", "entity-cache.caches.line.ttl=1h",
					"entity-cache.caches.car.ttl=1h", "entity-cache.caches.shelf.ttl=1h",
					"entity-cache.caches.voucher.ttl=1h", "entity-cache.caches.coupon.ttl=1h",
					"entity-cache.caches.folder.ttl=1h", "entity-cache.caches.document.ttl=1h",
					"entity-cache.defaults.absent-ttl=1h")
			.properties(properties)
			.run();
	}

	static long newId() {
		return IDS.incrementAndGet();
	}

	EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	<T> EntityCache<T, Long> cache(Class<T> type) {
		return caches().get(type, Long.class);
	}

	JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	<B> B bean(Class<B> type) {
		return this.context.getBean(type);
	}

	SessionFactory sessionFactory() {
		return this.context.getBean(EntityManagerFactory.class).unwrap(SessionFactory.class);
	}

	void commit(Consumer<EntityManager> work) {
		new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> work.accept(entityManager()));
	}

	private EntityManager entityManager() {
		return SharedEntityManagerCreator.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@EnableJpaRepositories(considerNestedRepositories = true)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Warehouses {

	}

}
