package io.entitycache.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.autoconfigure.shop.Customer;
import io.entitycache.autoconfigure.shop.CustomerRepository;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.testsupport.Announcements;
import io.entitycache.testsupport.RedisTestServers;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.BeansException;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that what an instance writes to the database before its caches have started
 * reaches the shared level.
 */
@ExtendWith(OutputCaptureExtension.class)
class ChangesBeforeTheStartTests {

	private final String name = "early-" + UUID.randomUUID();

	private final ApplicationContextRunner instance = ShopContext.withRedis()
		.withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
		.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + this.name + ";DB_CLOSE_DELAY=-1",
				"spring.datasource.generate-unique-name=false", "spring.jpa.hibernate.ddl-auto=none",
				"spring.sql.init.mode=never", "spring.data.redis.host=" + RedisTestServers.shared().host(),
				"spring.data.redis.port=" + RedisTestServers.shared().port(), "entity-cache.namespace=" + this.name,
				"entity-cache.caches.product=", "entity-cache.caches.client=", "entity-cache.redis.read-timeout=2s",
				"entity-cache.redis.command-timeout=2s");

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		LoggingSystem.get(ChangesBeforeTheStartTests.class.getClassLoader())
			.setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		LoggingSystem.get(ChangesBeforeTheStartTests.class.getClassLoader()).setLogLevel("io.entitycache", null);
	}

	@Test
	void scriptThatChangesRowsReachesEveryInstance(CapturedOutput output) {
		runBesideAnother(
				this.instance.withPropertyValues("entity-cache.jdbc.watch=true", "spring.sql.init.mode=always",
						"spring.sql.init.data-locations=classpath:early/data.sql"),
				(running, started) -> assertTitles(running, started, "Apricot"));

		assertThat(output)
			.contains("written to before the caches started; what is cached of them counts as stale: product"
					+ System.lineSeparator());
	}

	@Test
	void untouchedTablesStayCached() {
		runBesideAnother(this.instance.withPropertyValues("entity-cache.jdbc.watch=true", "spring.sql.init.mode=always",
				"spring.sql.init.data-locations=classpath:early/data.sql"), (running, started) -> {
					assertTitles(running, started, "Apricot");
					customers(started).findById(1L);
					assertThat(customers(started).statistics().level2Hits()).isEqualTo(1);
				});
	}

	@Test
	void scriptThatNobodyUnderstandsMakesEverythingStale() {
		runBesideAnother(
				this.instance.withPropertyValues("entity-cache.jdbc.watch=true", "spring.sql.init.mode=always",
						"spring.sql.init.data-locations=classpath:early/opaque.sql"),
				(running, started) -> assertTitles(running, started, "Apricot"));
	}

	@Test
	void transactionThatBeganBeforeTheCachesExistedCountsWhenItCommits() {
		HeldTransaction held = new HeldTransaction();
		runBesideAnother(watchedWith(held), (running, started) -> {
			assertTitles(running, started, "Apple");
			held.commit();
			assertTitles(running, started, "Apricot");
		});
	}

	@Test
	void transactionThatIsRolledBackBeforeTheStartChangesNothing(CapturedOutput output) {
		HeldTransaction held = new HeldTransaction();
		runBesideAnother(watchedWith(held, DoneBefore.of(DataSource.class, (dataSource) -> held.rollBack())),
				(running, started) -> assertTitles(running, started, "Apple"));

		assertThat(output).doesNotContain("before the caches started");
	}

	@Test
	void entityThatIsSavedBeforeTheCachesExistReachesEveryInstance() {
		runBesideAnother(
				with(DoneBefore.of(EntityManagerFactory.class,
						inTransaction((entityManager) -> entityManager.find(Product.class, 1L).setTitle("Apricot")))),
				(running, started) -> assertTitles(running, started, "Apricot"));
	}

	@Test
	void bulkStatementBeforeTheCachesExistReachesEveryInstance() {
		runBesideAnother(with(DoneBefore.of(EntityManagerFactory.class, inTransaction(
				(entityManager) -> entityManager.createQuery("update Product set title = 'Apricot'").executeUpdate()))),
				(running, started) -> assertTitles(running, started, "Apricot"));
	}

	private ApplicationContextRunner watchedWith(BeanPostProcessor... processors) {
		return with(processors).withPropertyValues("entity-cache.jdbc.watch=true");
	}

	private ApplicationContextRunner with(BeanPostProcessor... processors) {
		return this.instance.withInitializer((context) -> {
			for (int i = 0; i < processors.length; i++) {
				BeanPostProcessor processor = processors[i];
				((GenericApplicationContext) context).registerBean("early" + i, BeanPostProcessor.class,
						() -> processor);
			}
		});
	}

	private static Consumer<EntityManagerFactory> inTransaction(Consumer<EntityManager> action) {
		return (factory) -> {
			try (EntityManager entityManager = factory.createEntityManager()) {
				entityManager.getTransaction().begin();
				action.accept(entityManager);
				entityManager.getTransaction().commit();
			}
		};
	}

	private void runBesideAnother(ApplicationContextRunner other, Both test) {
		this.instance.withPropertyValues("spring.jpa.hibernate.ddl-auto=create").run((running) -> {
			awaitConnected(running);
			running.getBean(ProductRepository.class).save(new Product(1, "a", "Apple"));
			running.getBean(CustomerRepository.class).save(new Customer(1L, "Ann"));
			Announcements.awaitApplied(running);
			customers(running).findById(1L);
			assertThat(title(running)).isEqualTo("Apple");
			other.run((started) -> {
				assertThat(started).hasNotFailed();
				awaitConnected(started);
				test.accept(running, started);
			});
		});
	}

	private static void assertTitles(AssertableApplicationContext running, AssertableApplicationContext started,
			String title) {
		assertThat(title(started)).isEqualTo(title);
		Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> title.equals(title(running)));
	}

	private static void awaitConnected(AssertableApplicationContext context) {
		EntityCaches caches = context.getBean(EntityCaches.class);
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> caches.sharedLevel().state() == State.CONNECTED && caches.sharedLevel().owed() == 0);
	}

	private static EntityCache<Customer, Long> customers(AssertableApplicationContext context) {
		return context.getBean(EntityCaches.class).get(Customer.class, Long.class);
	}

	private static @Nullable String title(AssertableApplicationContext context) {
		return context.getBean(EntityCaches.class).get(Product.class, Long.class).findById(1L).orElseThrow().getTitle();
	}

	/** Two instances of the application. */
	private interface Both {

		void accept(AssertableApplicationContext running, AssertableApplicationContext started);

	}

	/** Does something with a bean before those that depend on it exist. */
	private record DoneBefore<B>(Class<B> type, Consumer<B> action) implements BeanPostProcessor {

		static <B> DoneBefore<B> of(Class<B> type, Consumer<B> action) {
			return new DoneBefore<>(type, action);
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			if (this.type.isInstance(bean)) {
				this.action.accept(this.type.cast(bean));
			}
			return bean;
		}

	}

	/** Begins a transaction on the data source as soon as there is one. */
	private static final class HeldTransaction implements BeanPostProcessor {

		private @Nullable Connection connection;

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) throws BeansException {
			if (bean instanceof DataSource dataSource) {
				run(() -> {
					Connection opened = dataSource.getConnection();
					opened.setAutoCommit(false);
					try (Statement statement = opened.createStatement()) {
						statement.executeUpdate("update product set title = 'Apricot' where id = 1");
					}
					this.connection = opened;
				});
			}
			return bean;
		}

		void commit() {
			run(() -> {
				Connection open = Objects.requireNonNull(this.connection);
				open.commit();
				open.close();
			});
		}

		void rollBack() {
			run(() -> {
				Connection open = Objects.requireNonNull(this.connection);
				open.rollback();
				open.close();
			});
		}

		private static void run(SqlAction action) {
			try {
				action.run();
			}
			catch (SQLException ex) {
				throw new IllegalStateException(ex);
			}
		}

	}

	/** Does something with a database. */
	private interface SqlAction {

		void run() throws SQLException;

	}

}
