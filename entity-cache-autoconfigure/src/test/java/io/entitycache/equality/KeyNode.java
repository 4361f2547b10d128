package io.entitycache.equality;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

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
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A process with caches of rows whose keys have several forms. */
final class KeyNode {

	private static final RedisTestServer REDIS = RedisTestServers.shared();

	private final ConfigurableApplicationContext context;

	KeyNode(String... properties) {
		List<String> all = new ArrayList<>(List.of("spring.main.banner-mode=off", "logging.level.root=warn",
				"spring.jpa.open-in-view=false", "spring.jpa.hibernate.ddl-auto=none",
				"spring.datasource.hikari.maximum-pool-size=4", "spring.data.redis.host=" + REDIS.host(),
				"spring.data.redis.port=" + REDIS.port(), "spring.data.redis.lettuce.pool.enabled=false",
				"entity-cache.defaults.absent-ttl=1h", "entity-cache.defaults.ttl=1h",
				"entity-cache.redis.read-timeout=2s", "entity-cache.redis.command-timeout=2s",
				"entity-cache.caches.account.key-attributes=email,amount", "entity-cache.caches.account.include=cards",
				"entity-cache.caches.price.ttl=1h", "entity-cache.caches.shelf.ttl=1h",
				"entity-cache.caches.moment.ttl=1h"));
		all.addAll(List.of(properties));
		this.context = new SpringApplicationBuilder(Keys.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(all.toArray(new String[0]))
			.run();
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
	}

	EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	EntityCache<Account, String> accounts() {
		return caches().get(Account.class, String.class);
	}

	EntityCache<Moment, Instant> moments() {
		return caches().get(Moment.class, Instant.class);
	}

	JdbcTemplate jdbc() {
		return this.context.getBean(JdbcTemplate.class);
	}

	void commit(Consumer<EntityManager> work) {
		EntityManager entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
		new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class))
			.executeWithoutResult((status) -> work.accept(entityManager));
	}

	/** Empties tables and caches. */
	void empty() {
		for (String table : List.of("card", "account", "price", "shelf", "moment")) {
			jdbc().execute("delete from " + table);
		}
		caches().clear();
	}

	/** Waits until it has applied what is announced so far. */
	void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@EnableJpaRepositories(considerNestedRepositories = true)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			JdbcTemplateAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			DataRedisAutoConfiguration.class, EntityCacheAutoConfiguration.class,
			EntityCacheRedisAutoConfiguration.class })
	static class Keys {

		interface Accounts extends JpaRepository<Account, String> {

		}

		interface Prices extends JpaRepository<Price, BigDecimal> {

		}

		interface Shelves extends JpaRepository<Shelf, String> {

		}

		interface Moments extends JpaRepository<Moment, Instant> {

		}

	}

}
