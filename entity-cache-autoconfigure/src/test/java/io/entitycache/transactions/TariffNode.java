package io.entitycache.transactions;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheAutoConfiguration;
import io.entitycache.autoconfigure.EntityCacheRedisAutoConfiguration;
import io.entitycache.testsupport.Announcements;
import io.entitycache.testsupport.MariaDbTestServer;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
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
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** One process, whose transactions are of some isolation. */
final class TariffNode implements AutoCloseable {

	private final String namespace;

	private final ConfigurableApplicationContext context;

	private final EntityManagerFactory entityManagerFactory;

	private TariffNode(String namespace, List<String> properties) {
		this.namespace = namespace;
		this.context = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.logStartupInfo(false)
			.properties(properties.toArray(String[]::new))
			.run();
		this.entityManagerFactory = this.context.getBean(EntityManagerFactory.class);
	}

	/** Without a shared level, on an empty database in memory. */
	static TariffNode start(String... properties) {
		List<String> all = new ArrayList<>(Database.h2().properties());
		all.addAll(List.of(properties));
		all.add("entity-cache.redis.enabled=false");
		return new TariffNode("none", all);
	}

	/** On a database and with a shared level. */
	static TariffNode start(Database database, String namespace, String... properties) {
		RedisTestServer redis = RedisTestServers.shared();
		List<String> all = new ArrayList<>(database.properties());
		all.addAll(List.of("spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port(),
				"spring.data.redis.lettuce.pool.enabled=false", "entity-cache.namespace=" + namespace,
				"entity-cache.redis.read-timeout=2s", "entity-cache.redis.command-timeout=2s"));
		all.addAll(List.of(properties));
		TariffNode node = new TariffNode(namespace, all);
		Awaitility.await()
			.atMost(Duration.ofSeconds(30))
			.until(() -> node.caches().sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
		return node;
	}

	/** Waits until it has applied what is announced so far. */
	void awaitCaughtUp() {
		Announcements.awaitApplied(this.context);
	}

	EntityCaches caches() {
		return this.context.getBean(EntityCaches.class);
	}

	EntityCache<Tariff, Long> tariffs() {
		return caches().get(Tariff.class, Long.class);
	}

	/** Runs in a transaction that commits. */
	void commit(Consumer<EntityManager> work) {
		transactions().executeWithoutResult((status) -> work.accept(entityManager()));
	}

	/** Runs in a transaction that only reads. */
	<R> R read(Supplier<R> work) {
		return read(TransactionDefinition.ISOLATION_DEFAULT, work);
	}

	/** Runs in a transaction of that isolation that only reads. */
	<R> R read(int isolation, Supplier<R> work) {
		TransactionTemplate transactions = transactions();
		transactions.setReadOnly(true);
		transactions.setIsolationLevel(isolation);
		return transactions.execute((status) -> work.get());
	}

	/** Commits another price, and nothing else in the current transaction. */
	void price(long id, int price) {
		TransactionTemplate transactions = transactions();
		transactions.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
		transactions.executeWithoutResult((status) -> entityManager().find(Tariff.class, id).setPrice(price));
	}

	/** Takes the current transaction's snapshot, if it has one. */
	void look() {
		entityManager().createQuery("select count(t) from Tariff t").getSingleResult();
	}

	/** The price as the cache shows it. */
	int price(long id) {
		return tariffs().findById(id).orElseThrow().getPrice();
	}

	TransactionTemplate transactions() {
		return new TransactionTemplate(this.context.getBean(PlatformTransactionManager.class));
	}

	/** The entity manager that is bound to the thread. */
	EntityManager entityManager() {
		return SharedEntityManagerCreator.createSharedEntityManager(this.entityManagerFactory);
	}

	/** Runs with one entity manager for all transactions, as in a web request. */
	<R> R inRequest(Supplier<R> work) {
		EntityManager request = this.entityManagerFactory.createEntityManager();
		TransactionSynchronizationManager.bindResource(this.entityManagerFactory, new EntityManagerHolder(request));
		try {
			return work.get();
		}
		finally {
			TransactionSynchronizationManager.unbindResource(this.entityManagerFactory);
			request.close();
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, TransactionAutoConfiguration.class,
			DataRedisAutoConfiguration.class, EntityCacheRedisAutoConfiguration.class,
			EntityCacheAutoConfiguration.class })
	static class Application {

	}

	/**
	 * Where the rows are.
	 *
	 * @param url the address
	 * @param username the user
	 * @param password its password
	 */
	record Database(String url, String username, String password) {

		static Database h2() {
			return new Database("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
		}

		static Database postgres(String name) {
			PostgresDatabase created = PostgresTestServer.shared().createDatabase(name);
			return new Database(created.jdbcUrl(), created.username(), created.password());
		}

		static Database mariaDb(String name) {
			return new Database(MariaDbTestServer.shared().createDatabase(name), "root", "");
		}

		private List<String> properties() {
			return List.of("spring.main.banner-mode=off", "logging.level.root=warn",
					"spring.datasource.url=" + this.url, "spring.datasource.username=" + this.username,
					"spring.datasource.password=" + this.password, "spring.jpa.hibernate.ddl-auto=update",
					"entity-cache.caches.tariff.key-attributes=code");
		}

	}

}
