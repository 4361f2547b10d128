package io.entitycache.costs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.testsupport.RedisTestServer;
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
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One node on a Redis that nobody else talks to. */
final class CostsNode implements AutoCloseable {

	private final RedisTestServer redis = RedisTestServer.start();

	private final ConfigurableApplicationContext context;

	private final EntityManager entityManager;

	private CostsNode() {
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties("spring.jpa.hibernate.ddl-auto=create", "spring.jpa.open-in-view=false",
					"spring.main.banner-mode=off", "logging.level.root=warn",
					"spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID(),
					"spring.data.redis.host=" + this.redis.host(), "spring.data.redis.port=" + this.redis.port(),
					"spring.data.redis.lettuce.pool.enabled=false", "entity-cache.namespace=costs",
					"entity-cache.redis.read-timeout=5s", "entity-cache.redis.command-timeout=5s",
					"entity-cache.redis.max-staleness=60s", "entity-cache.caches.gadget.key-attributes=sku",
					"entity-cache.caches.coin.key-attributes=sku", "entity-cache.caches.coin.share=shared",
					"entity-cache.caches.bolt.level1.enabled=false", "entity-cache.caches.coin.load-lease=2s",
					"entity-cache.caches.bolt.consistency=after-commit")
			.run();
		this.entityManager = SharedEntityManagerCreator
			.createSharedEntityManager(this.context.getBean(EntityManagerFactory.class));
	}

	/** Starts a node, and waits until it takes part in the cluster. */
	static CostsNode start() {
		CostsNode node = new CostsNode();
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> node.caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
		return node;
	}

	EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	EntityCache<Gadget, Long> gadgets() {
		return caches().get(Gadget.class, Long.class);
	}

	EntityCache<Coin, Long> coins() {
		return caches().get(Coin.class, Long.class);
	}

	EntityCache<Bolt, Long> bolts() {
		return caches().get(Bolt.class, Long.class);
	}

	/** Runs in a transaction that commits. */
	void commit(Consumer<EntityManager> work) {
		transactions().executeWithoutResult((status) -> work.accept(this.entityManager));
	}

	/** Runs in a transaction that only reads. */
	void read(Consumer<EntityManager> work) {
		TransactionTemplate transactions = transactions();
		transactions.setReadOnly(true);
		transactions.executeWithoutResult((status) -> work.accept(this.entityManager));
	}

	private TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	/** Empties the cache of bolts, and every slot. */
	void forgetBolts() {
		forget(bolts());
	}

	/** Empties the cache, and every slot. */
	void forget(EntityCache<?, Long> cache) {
		cache.clear();
		awaitCaughtUp();
		List<String> delete = new ArrayList<>(this.redis.keys("ec:costs:s:"));
		delete.add(0, "DEL");
		this.redis.command(delete.toArray(String[]::new));
	}

	/** Waits until the node has heard of what it has announced itself. */
	void awaitCaughtUp() {
		String announced = String.valueOf(this.redis.command("HGET", "ec:{costs}:meta", "seq"));
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> caches().sharedLevel().sequence() >= Long.parseLong(announced));
	}

	/** Waits until the node has asked once more where the log stands. */
	void awaitCheck() {
		Duration before = sinceLastProof();
		Awaitility.await().pollInterval(Duration.ofMillis(1)).until(() -> sinceLastProof().compareTo(before) < 0);
	}

	private Duration sinceLastProof() {
		return Objects.requireNonNull(caches().sharedLevel().sinceLastProof());
	}

	/** What Redis runs while the work is done. */
	RedisCosts costsOf(Runnable work) {
		RedisCosts before = RedisCosts.soFar(this.redis);
		work.run();
		return RedisCosts.soFar(this.redis).since(before);
	}

	@Override
	public void close() {
		this.context.close();
		this.redis.close();
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, DataSourceTransactionManagerAutoConfiguration.class,
			HibernateJpaAutoConfiguration.class, DataJpaRepositoriesAutoConfiguration.class,
			TransactionAutoConfiguration.class, DataRedisAutoConfiguration.class,
			EntityCacheRedisAutoConfiguration.class, EntityCacheAutoConfiguration.class })
	static class Application {

	}

}
