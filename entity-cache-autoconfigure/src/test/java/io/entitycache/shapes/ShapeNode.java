package io.entitycache.shapes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.entitycache.CacheSettings;
import io.entitycache.EntityCache;
import io.entitycache.SharedLevelStatus;
import io.entitycache.EntityCacheObserver;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.jpa.EntityMappings;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.UnsupportedEntityException;
import io.entitycache.orchestrator.CacheDefinition;
import io.entitycache.orchestrator.EntityCacheEngine;
import io.entitycache.orchestrator.NodeSettings;
import io.entitycache.orchestrator.SharedServices;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;
import org.hibernate.engine.spi.SessionFactoryImplementor;

import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.support.TransactionTemplate;

/** A process with a cache for each entity of which there can be one. */
final class ShapeNode implements AutoCloseable {

	private static final Duration LIFE = Duration.ofMinutes(10);

	private final HikariDataSource pool = new HikariDataSource();

	private final LocalContainerEntityManagerFactoryBean bean = new LocalContainerEntityManagerFactoryBean();

	private final EntityManagerFactory factory;

	private final TransactionTemplate transactions;

	private final Map<Class<?>, List<String>> refused = new LinkedHashMap<>();

	private final EntityCacheEngine engine;

	ShapeNode(String url, boolean create, InMemoryCluster cluster, Class<?>... entities) {
		this.pool.setJdbcUrl(url);
		this.pool.setUsername("sa");
		this.pool.setPassword("");
		this.pool.setMaximumPoolSize(4);
		this.factory = factory(this.pool, create, entities);
		this.transactions = new TransactionTemplate(new JpaTransactionManager(this.factory));
		SharedServices services = new SharedServices(cluster.level2(), cluster.log(), cluster.channel(),
				cluster.pendingLife());
		this.engine = new EntityCacheEngine(definitions(), services, NodeSettings.DEFAULTS, EntityCacheObserver.NOOP);
		this.engine.start();
		Awaitility.await().until(() -> this.engine.sharedLevel().state() == SharedLevelStatus.State.CONNECTED);
	}

	private EntityManagerFactory factory(DataSource dataSource, boolean create, Class<?>... entities) {
		List<String> names = new ArrayList<>();
		for (Class<?> entity : entities) {
			names.add(entity.getName());
		}
		this.bean.setDataSource(dataSource);
		this.bean.setManagedTypes(PersistenceManagedTypes.of(names.toArray(new String[0])));
		this.bean.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
		this.bean.getJpaPropertyMap().put("hibernate.hbm2ddl.auto", create ? "create" : "none");
		this.bean.getJpaPropertyMap().put("hibernate.generate_statistics", "true");
		this.bean.getJpaPropertyMap().put("hibernate.hbm2ddl.halt_on_error", "true");
		HibernateChanges.register(this.bean.getJpaPropertyMap());
		this.bean.afterPropertiesSet();
		EntityManagerFactory created = this.bean.getObject();
		if (created == null) {
			throw new IllegalStateException("there is no factory");
		}
		return created;
	}

	private List<CacheDefinition> definitions() {
		EntityMappings mappings = new EntityMappings(this.factory);
		List<CacheDefinition> definitions = new ArrayList<>();
		this.factory.getMetamodel().getEntities().forEach((entity) -> {
			Class<?> type = entity.getJavaType();
			try {
				mappings.aggregate(type, List.of(), /* automatic= */ true);
				definitions.add(new CacheDefinition(settings(entity.getName()), type, mappings.of(type).idType(),
						this.factory));
			}
			catch (UnsupportedEntityException ex) {
				this.refused.put(type, ex.reasons());
			}
		});
		return definitions;
	}

	private static CacheSettings settings(String name) {
		return new CacheSettings(name, List.of(), List.of(), Map.of(), List.of(), LIFE, Duration.ZERO, LIFE, 0, true,
				Duration.ofSeconds(30), Duration.ZERO, new CacheSettings.Level1(true, LIFE, 1000),
				new CacheSettings.Level2(true, LIFE), CacheSettings.Share.COPY, CacheSettings.Consistency.STRICT,
				Duration.ZERO, CacheSettings.OnWrite.EVICT, CacheSettings.WarmUp.NONE, CacheSettings.Sync.DEFAULTS,
				CacheSettings.Refresh.NONE);
	}

	/** The entities that have no cache, with the reasons. */
	Map<Class<?>, List<String>> refused() {
		return this.refused;
	}

	SessionFactoryImplementor sessionFactory() {
		return this.factory.unwrap(SessionFactoryImplementor.class);
	}

	@SuppressWarnings("unchecked")
	<T> EntityCache<T, Object> cache(Class<T> type) {
		return (EntityCache<T, Object>) this.engine.get(type, new EntityMappings(this.factory).of(type).idType());
	}

	void commit(Consumer<EntityManager> work) {
		this.transactions.executeWithoutResult(
				(status) -> work.accept(SharedEntityManagerCreator.createSharedEntityManager(this.factory)));
	}

	<R> R call(Function<EntityManager, R> work) {
		return this.factory.callInTransaction(work);
	}

	/** Waits until it has applied what is announced so far. */
	void awaitCaughtUp(long announced) {
		Awaitility.await()
			.pollDelay(Duration.ZERO)
			.pollInterval(Duration.ofMillis(1))
			.until(() -> this.engine.sharedLevel().sequence() >= announced);
	}

	@Override
	public void close() {
		this.engine.close();
		this.bean.destroy();
		this.pool.close();
	}

}
