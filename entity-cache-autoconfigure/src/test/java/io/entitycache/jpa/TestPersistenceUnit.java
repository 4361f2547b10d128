package io.entitycache.jpa;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.entitycache.testsupport.MariaDbTestServer;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.stat.Statistics;

import org.springframework.orm.jpa.EntityManagerFactoryUtils;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.vendor.HibernateJpaDialect;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A persistence unit of the classes given, with a database of its own. */
final class TestPersistenceUnit implements AutoCloseable {

	private final EntityManagerFactory factory;

	private TestPersistenceUnit(EntityManagerFactory factory) {
		this.factory = factory;
	}

	static TestPersistenceUnit h2(Class<?>... entities) {
		String url = "jdbc:h2:mem:%s;DB_CLOSE_DELAY=-1".formatted(UUID.randomUUID());
		return create(new HibernatePersistenceConfiguration("test").jdbcUrl(url).jdbcUsername("sa").jdbcPassword(""),
				entities);
	}

	static TestPersistenceUnit postgres(Class<?>... entities) {
		PostgresDatabase database = PostgresTestServer.shared()
			.createDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
		return create(new HibernatePersistenceConfiguration("test").jdbcUrl(database.jdbcUrl())
			.jdbcUsername(database.username())
			.jdbcPassword(database.password()), entities);
	}

	static TestPersistenceUnit mariaDb(Class<?>... entities) {
		String url = MariaDbTestServer.shared().createDatabase("t" + UUID.randomUUID().toString().replace("-", ""));
		return create(new HibernatePersistenceConfiguration("test").jdbcUrl(url), entities);
	}

	private static TestPersistenceUnit create(HibernatePersistenceConfiguration configuration, Class<?>... entities) {
		configuration.managedClasses(entities);
		configuration.property("hibernate.hbm2ddl.auto", "create");
		configuration.property("hibernate.connection.handling_mode", "DELAYED_ACQUISITION_AND_HOLD");
		configuration.property("hibernate.generate_statistics", "true");
		configuration.property("hibernate.hbm2ddl.halt_on_error", "true");
		configuration.property("hibernate.globally_quoted_identifiers", "true");
		return new TestPersistenceUnit(configuration.createEntityManagerFactory());
	}

	EntityManagerFactory factory() {
		return this.factory;
	}

	/** Empties every table. */
	void clear() {
		this.factory.getSchemaManager().truncate();
	}

	/**
	 * A manager of transactions that can be used with this unit, as Spring's would be.
	 */
	TransactionTemplate transactions(int isolation) {
		JpaTransactionManager manager = new JpaTransactionManager(this.factory);
		manager.setJpaDialect(new HibernateJpaDialect());
		TransactionTemplate template = new TransactionTemplate(manager);
		template.setIsolationLevel(isolation);
		return template;
	}

	TransactionTemplate transactions() {
		return transactions(TransactionDefinition.ISOLATION_DEFAULT);
	}

	/** The entity manager of the current transaction of Spring's. */
	EntityManager current() {
		return Objects.requireNonNull(EntityManagerFactoryUtils.getTransactionalEntityManager(this.factory));
	}

	Statistics statistics() {
		return this.factory.unwrap(SessionFactory.class).getStatistics();
	}

	<T, ID> EntityMapping<T, ID> mapping(Class<T> entityType) {
		return new EntityMappings(this.factory).of(entityType);
	}

	Aggregate aggregate(Class<?> entityType, boolean automatic) {
		return new EntityMappings(this.factory).aggregate(entityType, List.of(), automatic);
	}

	void inTransaction(Consumer<EntityManager> work) {
		this.factory.runInTransaction(work);
	}

	<R> R call(Function<EntityManager, R> work) {
		return this.factory.callInTransaction(work);
	}

	void persist(Object... entities) {
		inTransaction((entityManager) -> {
			for (Object entity : entities) {
				entityManager.persist(entity);
			}
		});
	}

	/** The state of the row, as a session of its own reads it. */
	<T> EntityState state(Class<T> entityType, Object id) {
		EntityMapping<T, Object> mapping = mapping(entityType);
		return Objects.requireNonNull(new EntityLoader<>(this.factory, mapping, Duration.ofSeconds(30),
				/* chunkSize= */ 10)
			.load(id));
	}

	@Override
	public void close() {
		this.factory.close();
	}

}
