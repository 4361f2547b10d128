package io.entitycache.reliability;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.RedisTestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One node: an application with caches, a pool and connections of its own. */
final class ReliabilityNode implements AutoCloseable {

	static final Duration LOAD_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);

	private final LoadProbe probe = new LoadProbe();

	private final ConfigurableApplicationContext context;

	private final EntityManager entityManager;

	private final TransactionTemplate transaction;

	ReliabilityNode(Class<?> type, String cache, String namespace, RedisTestServer redis, PostgresDatabase database) {
		this(type, cache, namespace, redis.host(), redis.port(), database);
	}

	ReliabilityNode(Class<?> type, String cache, String namespace, String redisHost, int redisPort,
			PostgresDatabase database) {
		SpringApplication application = new SpringApplication(type);
		application.addInitializers((context) -> context.getBeanFactory().addBeanPostProcessor(this.probe));
		List<String> arguments = new ArrayList<>(servers(redisHost, redisPort, database));
		arguments.addAll(List.of("--entity-cache.namespace=" + namespace,
				"--entity-cache.caches." + cache + ".load-timeout=" + LOAD_TIMEOUT.toSeconds() + "s",
				"--entity-cache.redis.on-unreachable=proceed", "--entity-cache.redis.check-interval=200ms",
				"--entity-cache.redis.max-staleness=1s", "--entity-cache.redis.disconnected-ttl=1s"));
		this.context = application.run(arguments.toArray(String[]::new));
		this.entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
		this.transaction = new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	private static List<String> servers(String redisHost, int redisPort, PostgresDatabase database) {
		return List.of("--spring.main.web-application-type=none", "--spring.main.banner-mode=off",
				"--spring.datasource.url=" + database.jdbcUrl(), "--spring.datasource.username=" + database.username(),
				"--spring.datasource.password=" + database.password(),
				"--spring.datasource.hikari.maximum-pool-size=10", "--spring.jpa.hibernate.ddl-auto=none",
				"--spring.data.redis.host=" + redisHost, "--spring.data.redis.port=" + redisPort,
				"--spring.data.redis.lettuce.pool.enabled=false", "--spring.data.redis.repositories.enabled=false");
	}

	LoadProbe probe() {
		return this.probe;
	}

	<T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	<T> EntityCache<T, Long> cache(Class<T> type) {
		return bean(EntityCaches.class).get(type, Long.class);
	}

	SharedLevelStatus sharedLevel() {
		return bean(EntityCaches.class).sharedLevel();
	}

	boolean isConnectedAndOwesNothing() {
		return sharedLevel().state() == SharedLevelStatus.State.CONNECTED && sharedLevel().owed() == 0;
	}

	void awaitConnected() {
		Awaitility.await().atMost(CONNECT_LIMIT).until(this::isConnectedAndOwesNothing);
	}

	<R> R inTransaction(Function<EntityManager, R> work) {
		return Objects.requireNonNull(this.transaction.execute((status) -> work.apply(this.entityManager)));
	}

	@Override
	public void close() {
		this.context.close();
	}

}
