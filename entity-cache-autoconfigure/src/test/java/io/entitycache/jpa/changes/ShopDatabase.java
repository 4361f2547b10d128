package io.entitycache.jpa.changes;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.HibernateChangesRegistrar;
import io.entitycache.jpa.WatchedEntities;
import io.entitycache.jpa.WatchedEntity;
import io.entitycache.jpa.WatchedEntity.KeyAttribute;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.SharedEntityManagerCreator;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A shop on a real database, with its transactions and what they are seen to change. */
final class ShopDatabase implements AutoCloseable {

	static final WatchedEntities WATCHED = new WatchedEntities(
			List.of(watched("Product", "product", Set.of("product", "product_tags"), "sku"),
					watched("Label", "label", Set.of("label")), watched("Basket", "basket", Set.of("basket")),
					watched("Line", "line", Set.of("line")),
					watched("Vehicle", "vehicle", Set.of("vehicle", "car", "truck"), "plate"),
					watched("Vehicle", "car", Set.of("vehicle", "car")),
					watched("Shelf", "shelf", Set.of("shelf", "shelf_detail")),
					watched("Voucher", "voucher", Set.of("voucher"), "code"),
					watched("Coupon", "coupon", Set.of("coupon"), "code"),
					watched("Account", "account", Set.of("account", "account_cards")),
					watched("Folder", "folder", Set.of("folder", "folder_readers")),
					watched("Document", "document", Set.of("document")), watched("Page", "page", Set.of("page")),
					watched("Album", "album", Set.of("album")), watched("Photo", "photo", Set.of("photo")),
					watched("Category", "category", Set.of("category"))));

	private static final AtomicLong IDS = new AtomicLong(1000);

	final RecordingHandler handler = new RecordingHandler();

	final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	final HikariDataSource pool;

	final EntityManagerFactory entityManagerFactory;

	/** Follows the transaction of the thread. */
	final EntityManager entityManager;

	final HibernateChanges changes;

	private final PlatformTransactionManager transactionManager;

	ShopDatabase(String url, String username, String password, Class<?>... more) {
		HikariConfig config = new HikariConfig();
		config.setJdbcUrl(url);
		config.setUsername(username);
		config.setPassword(password);
		config.setMaximumPoolSize(4);
		this.pool = new HikariDataSource(config);
		this.context.registerBean("dataSource", DataSource.class, () -> new LoggedDataSource(this.pool, this.handler));
		this.context.register(ShopConfiguration.class);
		List.of(more).forEach(this.context::register);
		this.context.refresh();
		this.entityManagerFactory = this.context.getBean(EntityManagerFactory.class);
		this.entityManager = SharedEntityManagerCreator.createSharedEntityManager(this.entityManagerFactory);
		this.transactionManager = this.context.getBean(PlatformTransactionManager.class);
		HibernateChanges registered = HibernateChanges.of(this.entityManagerFactory);
		if (registered == null) {
			throw new IllegalStateException("not registered");
		}
		this.changes = registered;
	}

	private static WatchedEntity watched(String root, String region, Set<String> tables, String... attributes) {
		List<KeyAttribute> keyAttributes = List.of(attributes)
			.stream()
			.map((name) -> new KeyAttribute(name, region + "." + name, Object::toString))
			.toList();
		return new WatchedEntity("io.entitycache.jpa.changes.Shop$" + root, region, Object::toString, keyAttributes,
				tables);
	}

	void watch() {
		this.changes.watch(this.entityManagerFactory, WATCHED, this.handler);
	}

	static long newId() {
		return IDS.incrementAndGet();
	}

	static EntryKey key(String region, Object key) {
		return new EntryKey(region, key.toString());
	}

	static Invalidation stale(Set<EntryKey> keys, Set<String> tables) {
		return new Invalidation(keys, Set.of(), tables);
	}

	TransactionTemplate transaction(int propagation) {
		TransactionTemplate template = new TransactionTemplate(this.transactionManager);
		template.setPropagationBehavior(propagation);
		return template;
	}

	<R> R inTransaction(Function<EntityManager, R> work) {
		return transaction(TransactionDefinition.PROPAGATION_REQUIRED)
			.execute((status) -> work.apply(this.entityManager));
	}

	void run(Consumer<EntityManager> work) {
		transaction(TransactionDefinition.PROPAGATION_REQUIRED)
			.executeWithoutResult((status) -> work.accept(this.entityManager));
	}

	/** Does what is no part of the test. */
	void given(Consumer<EntityManager> work) {
		run(work);
		this.handler.clear();
	}

	/** Executes what nobody sees. */
	void execute(String sql) {
		new JdbcTemplate(this.pool).execute(sql);
	}

	@Override
	public void close() {
		this.context.close();
		this.pool.close();
	}

	/** Wires it as an application does. */
	@Configuration(proxyBeanMethods = false)
	@EnableJpaRepositories(considerNestedRepositories = true,
			includeFilters = @Filter(type = FilterType.ASSIGNABLE_TYPE, classes = ShopRepository.class))
	static class ShopConfiguration {

		@Bean
		static HibernateChangesRegistrar hibernateChangesRegistrar() {
			return new HibernateChangesRegistrar();
		}

		@Bean
		LocalContainerEntityManagerFactoryBean entityManagerFactory(DataSource dataSource) {
			LocalContainerEntityManagerFactoryBean factory = new LocalContainerEntityManagerFactoryBean();
			factory.setDataSource(dataSource);
			factory.setManagedTypes(PersistenceManagedTypes.of(Shop.ENTITIES.toArray(String[]::new)));
			factory.setJpaVendorAdapter(new HibernateJpaVendorAdapter());
			factory.setJpaPropertyMap(Map.of("hibernate.hbm2ddl.auto", "create"));
			return factory;
		}

		@Bean
		JpaTransactionManager transactionManager(EntityManagerFactory entityManagerFactory) {
			return new JpaTransactionManager(entityManagerFactory);
		}

	}

	/** Notes the commits and roll-backs of its connections. */
	private static final class LoggedDataSource extends DelegatingDataSource {

		private final RecordingHandler handler;

		private LoggedDataSource(DataSource target, RecordingHandler handler) {
			super(target);
			this.handler = handler;
		}

		@Override
		public Connection getConnection() throws SQLException {
			Connection target = super.getConnection();
			return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] { Connection.class },
					(proxy, method, arguments) -> {
						try {
							Object result = method.invoke(target, arguments);
							if (method.getName().equals("commit") || method.getName().equals("rollback")) {
								this.handler.log.add("database " + method.getName());
							}
							return result;
						}
						catch (InvocationTargetException ex) {
							throw ex.getTargetException();
						}
					});
		}

	}

}
