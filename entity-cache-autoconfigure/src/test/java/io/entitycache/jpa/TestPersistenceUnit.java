package io.entitycache.jpa;

import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.jpa.HibernatePersistenceConfiguration;
import org.hibernate.stat.Statistics;

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

	private static TestPersistenceUnit create(HibernatePersistenceConfiguration configuration, Class<?>... entities) {
		configuration.managedClasses(entities);
		configuration.property("hibernate.hbm2ddl.auto", "create");
		configuration.property("hibernate.generate_statistics", "true");
		configuration.property("hibernate.globally_quoted_identifiers", "true");
		return new TestPersistenceUnit(configuration.createEntityManagerFactory());
	}

	EntityManagerFactory factory() {
		return this.factory;
	}

	Statistics statistics() {
		return this.factory.unwrap(SessionFactory.class).getStatistics();
	}

	<T, ID> EntityMapping<T, ID> mapping(Class<T> entityType) {
		return new EntityMappings(this.factory).of(entityType);
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
		return call((entityManager) -> mapping(entityType).stateOf(entityManager.find(entityType, id)));
	}

	@Override
	public void close() {
		this.factory.close();
	}

}
