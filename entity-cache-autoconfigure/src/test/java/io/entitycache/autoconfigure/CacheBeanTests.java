package io.entitycache.autoconfigure;

import io.entitycache.EntityCache;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.Stock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the beans that are caches, and of the line that tells of them. */
@ExtendWith(OutputCaptureExtension.class)
class CacheBeanTests {

	private final ApplicationContextRunner runner = ShopContext.runner()
		.withPropertyValues("entity-cache.caches.product=", "entity-cache.caches.order-line=");

	// Applications of other tests may have silenced it.
	@BeforeEach
	void logEverything() {
		LoggingSystem.get(CacheBeanTests.class.getClassLoader()).setLogLevel("io.entitycache", LogLevel.INFO);
	}

	@AfterEach
	void logAsBefore() {
		LoggingSystem.get(CacheBeanTests.class.getClassLoader()).setLogLevel("io.entitycache", null);
	}

	@Test
	void nameOfTheCacheIsAQualifier() {
		this.runner.withUserConfiguration(Qualified.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(Wants.class).cache()).isSameAs(context.getBean("productEntityCache"));
			assertThat(context.getBean(Wants.class).other()).isSameAs(context.getBean("orderLineEntityCache"));
		});
	}

	@Test
	void nameThatIsTakenIsAnError() {
		this.runner.withBean("productEntityCache", String.class, () -> "mine")
			.run((context) -> assertThat(context).getFailure()
				.hasStackTraceContaining(
						"The bean of the cache would be called 'productEntityCache', and a bean of this name that is no cache is defined")
				.hasStackTraceContaining("Rename that bean"));
	}

	@Test
	void ownCacheOfThatNameTakesItsPlace() {
		this.runner.withUserConfiguration(Own.class).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean("productEntityCache")).isSameAs(Own.CACHE);
		});
	}

	@Test
	void oneLineAtTheStartTellsWhatThereIs(CapturedOutput output) {
		this.runner.withPropertyValues("entity-cache.caches.order-line.level1.enabled=true").run((context) -> {
		});

		assertThat(output).containsOnlyOnce(
				"Entity caches: product (level 1), order-line (level 1); in this process alone, without Redis");
	}

	@Test
	void lineAtTheStartHasLevelsAndNamespace(CapturedOutput output) {
		ShopContext.withRedis()
			.withPropertyValues("entity-cache.caches.product=", "entity-cache.caches.stock.level2.enabled=false",
					"entity-cache.namespace=orders")
			.run((context) -> {
			});

		assertThat(output)
			.containsOnlyOnce("Entity caches: product (levels 1 and 2), stock (level 1); shared in Redis as 'orders'");
	}

	@Test
	void nothingIsSaidWithoutCaches(CapturedOutput output) {
		ShopContext.runner().run((context) -> {
		});

		assertThat(output).doesNotContain("Entity caches:");
	}

	record Wants(EntityCache<?, ?> cache, EntityCache<?, ?> other) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Qualified {

		@Bean
		Wants wants(@Qualifier("product") EntityCache<?, ?> cache, @Qualifier("order-line") EntityCache<?, ?> other) {
			return new Wants(cache, other);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Own {

		private static final EntityCache<Product, Stock.Key> CACHE = org.mockito.Mockito.mock();

		@Bean
		EntityCache<Product, Stock.Key> productEntityCache() {
			return CACHE;
		}

	}

}
