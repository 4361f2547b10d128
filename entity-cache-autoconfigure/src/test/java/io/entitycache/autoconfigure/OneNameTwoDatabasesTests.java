package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.UUID;
import java.util.function.BiConsumer;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.testsupport.RedisTestServers;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of two installations of one application that share a Redis and a name. */
@ExtendWith(OutputCaptureExtension.class)
class OneNameTwoDatabasesTests {

	private final String name = "shop-" + UUID.randomUUID();

	private final ApplicationContextRunner installation = ShopContext.withRedis()
		.withPropertyValues("spring.datasource.generate-unique-name=false",
				"spring.data.redis.host=" + RedisTestServers.shared().host(),
				"spring.data.redis.port=" + RedisTestServers.shared().port(), "spring.application.name=" + this.name,
				"entity-cache.caches.product=", "entity-cache.redis.read-timeout=2s",
				"entity-cache.redis.command-timeout=2s");

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		LoggingSystem.get(OneNameTwoDatabasesTests.class.getClassLoader()).setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		LoggingSystem.get(OneNameTwoDatabasesTests.class.getClassLoader()).setLogLevel("io.entitycache", null);
	}

	@Test
	void eachAnswersWithTheRowsOfItsOwnDatabase(CapturedOutput output) {
		run("one", "two", (one, two) -> {
			await().untilAsserted(() -> assertThat(output).contains("belongs to another database"));

			for (int i = 0; i < 3; i++) {
				assertThat(title(one, 1)).isEqualTo("one");
				assertThat(title(two, 1)).isEqualTo("two");
			}

			assertThat(products(two).statistics().level2Hits()).isZero();
			assertThat(two.getBean(EntityCaches.class).sharedLevel().state()).isEqualTo(State.DISCONNECTED);
			assertThat(two.getBean("entityCacheHealthIndicator", HealthIndicator.class).health(true).getDetails())
				.extractingByKey("shared")
				.asString()
				.contains("belongs to another database");
		});
	}

	@Test
	void changesOfTheOneDoNotReachTheOther(CapturedOutput output) {
		run("one", "two", (one, two) -> {
			await().untilAsserted(() -> assertThat(output).contains("belongs to another database"));
			assertThat(title(one, 1)).isEqualTo("one");
			long sequence = one.getBean(EntityCaches.class).sharedLevel().sequence();

			two.getBean(ProductRepository.class).save(new Product(1, "a", "second"));

			assertThat(title(two, 1)).isEqualTo("second");
			assertThat(title(one, 1)).isEqualTo("one");
			assertThat(one.getBean(EntityCaches.class).sharedLevel().sequence()).isEqualTo(sequence);
		});
	}

	@Test
	void installationThatStopsLeavesNothingToTheOther() {
		run("one", "two", (one, two) -> {
			one.getBean(ProductRepository.class).save(new Product(2, "b", "only in one"));
			assertThat(title(one, 2)).isEqualTo("only in one");

			((ConfigurableApplicationContext) one.getSourceApplicationContext()).close();

			awaitConnected(two);
			assertThat(products(two).findById(2L)).isEmpty();
			assertThat(title(two, 1)).isEqualTo("two");
		});
	}

	@Test
	void instancesOfOneDatabaseShareIt() {
		run("one", "one", (one, two) -> {
			awaitConnected(two);
			assertThat(title(one, 1)).isEqualTo("one");
			assertThat(title(two, 1)).isEqualTo("one");
		});
	}

	@Test
	void databaseMayBeNamedWhereItDoesNotKnowItself() {
		ApplicationContextRunner named = this.installation.withPropertyValues("entity-cache.database-id=the-shop");
		named.withPropertyValues(database("one")).run((one) -> {
			awaitConnected(one);
			named.withPropertyValues(database("two")).run(OneNameTwoDatabasesTests::awaitConnected);
		});
	}

	private void run(String first, String second,
			BiConsumer<AssertableApplicationContext, AssertableApplicationContext> test) {
		this.installation.withPropertyValues(database(first)).run((one) -> {
			awaitConnected(one);
			one.getBean(ProductRepository.class).save(new Product(1, "a", first));
			assertThat(title(one, 1)).isEqualTo(first);
			this.installation.withPropertyValues(database(second), "spring.jpa.hibernate.ddl-auto=update")
				.run((two) -> {
					assertThat(two).hasNotFailed();
					if (!first.equals(second)) {
						two.getBean(ProductRepository.class).save(new Product(1, "a", second));
					}
					test.accept(one, two);
				});
		});
	}

	private String database(String database) {
		return "spring.datasource.url=jdbc:h2:mem:" + this.name + database + ";DB_CLOSE_DELAY=-1";
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(60));
	}

	private static void awaitConnected(AssertableApplicationContext context) {
		EntityCaches caches = context.getBean(EntityCaches.class);
		await().until(() -> caches.sharedLevel().state() == State.CONNECTED);
	}

	private static EntityCache<Product, Long> products(AssertableApplicationContext context) {
		return context.getBean(EntityCaches.class).get(Product.class, Long.class);
	}

	private static String title(AssertableApplicationContext context, long id) {
		return String.valueOf(products(context).findById(id).orElseThrow().getTitle());
	}

}
