package io.entitycache.copies;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.testsupport.Announcements;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One of two processes on one database and one Redis. */
final class CopiesNode implements AutoCloseable {

	private final ConfigurableApplicationContext context;

	private CopiesNode(String name, String schema) {
		RedisTestServer redis = RedisTestServers.shared();
		List<String> properties = new ArrayList<>(List.of("spring.jpa.hibernate.ddl-auto=" + schema,
				"spring.jpa.open-in-view=false", "spring.main.banner-mode=off", "logging.level.root=warn",
				"spring.jpa.properties.hibernate.generate_statistics=true",
				"spring.datasource.url=jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1",
				"spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port(),
				"spring.data.redis.lettuce.pool.enabled=false", "entity-cache.namespace=" + name,
				"entity-cache.redis.read-timeout=5s", "entity-cache.redis.command-timeout=5s",
				"entity-cache.redis.max-staleness=60s", "entity-cache.caches.ticket.ttl=10m",
				"entity-cache.caches.badge.share=shared", "entity-cache.caches.hall.ttl=10m",
				"entity-cache.caches.account.key-attributes=email", "entity-cache.caches.team.include=tickets"));
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(properties.toArray(String[]::new))
			.run();
		Awaitility.await().until(() -> caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
	}

	/** Waits until it has applied what is announced so far. */
	void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
	}

	/** Two processes. */
	static List<CopiesNode> startTwo() {
		String name = "copies-" + UUID.randomUUID();
		return List.of(new CopiesNode(name, "create"), new CopiesNode(name, "none"));
	}

	EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	<T, ID> EntityCache<T, ID> cache(Class<T> entityType, Class<ID> idType) {
		return caches().get(entityType, idType);
	}

	<B> B bean(Class<B> type) {
		return this.context.getBean(type);
	}

	JdbcTemplate jdbc() {
		return bean(JdbcTemplate.class);
	}

	void commit(Consumer<EntityManager> work) {
		call((entityManager) -> {
			work.accept(entityManager);
			return true;
		});
	}

	<R> R call(Function<EntityManager, R> work) {
		EntityManager entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(bean(EntityManagerFactory.class));
		R result = new TransactionTemplate(bean(PlatformTransactionManager.class))
			.execute((status) -> work.apply(entityManager));
		if (result == null) {
			throw new IllegalStateException("No result");
		}
		return result;
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Application {

	}

}
