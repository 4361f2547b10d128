package io.entitycache.tenants;

import java.time.Duration;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.testsupport.Announcements;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process of an application that works for several tenants. */
public final class TenantNode implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	public TenantNode(Class<?> application, PostgresDatabase database, String namespace, String... properties) {
		RedisTestServer redis = RedisTestServers.shared();
		// What starts an application asks the database, on somebody's behalf.
		this.context = Tenant.as("a", () -> new SpringApplicationBuilder(application, Common.class)
			.web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.main.banner-mode=off", "spring.jpa.open-in-view=false",
					"spring.datasource.url=" + database.jdbcUrl(), "spring.datasource.username=" + database.username(),
					"spring.datasource.password=" + database.password(), "spring.datasource.hikari.maximum-pool-size=3",
					"spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port(),
					"spring.data.redis.lettuce.pool.enabled=false", "entity-cache.namespace=" + namespace,
					"entity-cache.redis.read-timeout=2s", "entity-cache.redis.command-timeout=2s",
					"entity-cache.defaults.absent-ttl=1h")
			.properties(properties)
			.run());
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
	}

	public EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	public <T> EntityCache<T, Long> cache(Class<T> type) {
		return caches().get(type, Long.class);
	}

	/** Commits on behalf of a tenant. */
	public void commit(@Nullable String tenant, Consumer<EntityManager> work) {
		EntityManager entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
		Tenant.run(tenant, () -> new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> work.accept(entityManager)));
	}

	public void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
	}

	@Override
	public void close() {
		Tenant.run("a", this.context::close);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Common {

		@Bean
		HibernatePropertiesCustomizer tenantResolver() {
			return (properties) -> properties.put("hibernate.tenant_identifier_resolver", new Tenant());
		}

	}

}
