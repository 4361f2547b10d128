package io.entitycache.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.shop.Customer;
import io.entitycache.autoconfigure.shop.CustomerRepository;
import io.entitycache.autoconfigure.shop.OrderLine;
import io.entitycache.autoconfigure.shop.OrderLineRepository;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.autoconfigure.shop.Stock;
import io.entitycache.autoconfigure.shop.StockRepository;
import io.entitycache.observability.LoggingObserver;
import io.entitycache.orchestrator.EntityCacheEngine;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.aot.generate.ClassNameGenerator;
import org.springframework.aot.generate.DefaultGenerationContext;
import org.springframework.aot.generate.GeneratedFiles.Kind;
import org.springframework.aot.generate.InMemoryGeneratedFiles;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.InputStreamSource;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link EntityCacheAutoConfiguration}. */
class EntityCacheAutoConfigurationTests {

	private static final String[] ALL_CACHES = { "entity-cache.caches.product=", "entity-cache.caches.Client=",
			"entity-cache.caches.order-line=", "entity-cache.caches.stock=" };

	private final ApplicationContextRunner runner = ShopContext.runner();

	@Test
	void everyConfiguredCacheIsInjectedByItsFullType() {
		this.runner.withPropertyValues(ALL_CACHES).withUserConfiguration(Injected.class).run((context) -> {
			assertThat(context).hasNotFailed();
			Consumer consumer = context.getBean(Consumer.class);
			assertThat(consumer.products.entityType()).isEqualTo(Product.class);
			assertThat(consumer.customers.entityType()).isEqualTo(Customer.class);
			assertThat(consumer.orderLines.entityType()).isEqualTo(OrderLine.class);
			assertThat(consumer.stocks.entityType()).isEqualTo(Stock.class);
			assertThat(consumer.all).hasSize(4);
			assertThat(context).hasBean("productEntityCache")
				.hasBean("clientEntityCache")
				.hasBean("orderLineEntityCache")
				.hasBean("stockEntityCache");
			assertThat(context.getBean(EntityCaches.class).names()).containsExactlyInAnyOrder("product", "Client",
					"order-line", "stock");
		});
	}

	@Test
	void beansAreTheCachesOfTheEngine() {
		this.runner.withPropertyValues(ALL_CACHES).run((context) -> {
			EntityCaches caches = context.getBean(EntityCaches.class);
			assertThat(context.getBean("productEntityCache")).isSameAs(caches.get("product"))
				.isSameAs(caches.get(Product.class, Long.class));
			assertThat(context.getBean("orderLineEntityCache")).isSameAs(caches.get("order-line"));
		});
	}

	@Test
	void entitiesOfEveryKindOfIdAreCached() {
		this.runner.withPropertyValues(ALL_CACHES).withUserConfiguration(Injected.class).run((context) -> {
			OrderLine.Key line = new OrderLine.Key(7, 1);
			Stock.Key stock = new Stock.Key(1, 2);
			context.getBean(ProductRepository.class).save(new Product(1, "a", "Apple"));
			context.getBean(CustomerRepository.class).save(new Customer(1L, "Ann"));
			context.getBean(OrderLineRepository.class).save(new OrderLine(line, 3));
			context.getBean(StockRepository.class).save(new Stock(1, 2, 5));
			Consumer consumer = context.getBean(Consumer.class);

			for (int i = 0; i < 2; i++) {
				assertThat(consumer.products.findById(1L)).map(Product::getTitle).contains("Apple");
				assertThat(consumer.customers.findById(1L)).map(Customer::getName).contains("Ann");
				assertThat(consumer.orderLines.findById(line)).map(OrderLine::getQuantity).contains(3);
				assertThat(consumer.stocks.findById(stock)).map(Stock::getQuantity).contains(5);
			}

			assertThat(consumer.all).allSatisfy((cache) -> {
				assertThat(cache.statistics().loads()).isEqualTo(1);
				assertThat(cache.statistics().level1Hits()).isEqualTo(1);
			});
		});
	}

	@Test
	void withoutConfiguredCachesThereIsNothingToInject() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(EntityCacheEngine.class);
			assertThat(context).doesNotHaveBean(EntityCache.class);
			assertThat(context.getBean(EntityCaches.class).names()).isEmpty();
		});
	}

	@Test
	void withoutEntityManagerFactoryThereIsNoCache() {
		new ApplicationContextRunner()
			.withConfiguration(AutoConfigurations.of(EntityCacheAutoConfiguration.class,
					EntityCacheManagerAutoConfiguration.class, EntityCacheHealthAutoConfiguration.class))
			.withPropertyValues(ALL_CACHES)
			.run((context) -> assertThat(context).hasNotFailed()
				.doesNotHaveBean(EntityCaches.class)
				.doesNotHaveBean(CacheManager.class));
	}

	@Test
	void ownCachesOfTheApplicationTakeThePlaceOfTheEngine() {
		this.runner.withPropertyValues("entity-cache.caches.product=")
			.withUserConfiguration(OwnCaches.class)
			.run((context) -> {
				assertThat(context).hasNotFailed()
					.hasSingleBean(EntityCaches.class)
					.doesNotHaveBean(EntityCacheEngine.class)
					.doesNotHaveBean(EntityCacheLifecycle.class);
				assertThat(context.getBean("productEntityCache"))
					.isSameAs(context.getBean(EntityCaches.class).get("product"));
			});
	}

	@Test
	void customizersChangeTheSettingsInTheirOrder() {
		this.runner.withPropertyValues("entity-cache.caches.product=", "entity-cache.caches.client=")
			.withUserConfiguration(Customized.class)
			.run((context) -> {
				EntityCaches caches = context.getBean(EntityCaches.class);
				assertThat(caches.get("product").settings().ttl()).hasMinutes(3);
				assertThat(caches.get("product").settings().level1().ttl()).hasMinutes(3);
				assertThat(caches.get("product").settings().grace()).hasMinutes(1);
				assertThat(caches.get("client").settings().grace()).hasMinutes(1);
				assertThat(caches.get("client").settings().ttl()).hasMinutes(10);
			});
	}

	@Test
	void observersOfTheApplicationAreToldBesideTheLog() {
		this.runner.withPropertyValues("entity-cache.caches.product=")
			.withUserConfiguration(Observed.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(LoggingObserver.class);
				context.getBean(EntityCaches.class).get(Product.class, Long.class).findById(1L);

				BDDMockito.then(context.getBean("observer", EntityCacheObserver.class))
					.should()
					.loaded(BDDMockito.eq("product"), BDDMockito.anyLong(), BDDMockito.eq(true));
			});
	}

	@Test
	void cachesRunWhileTheApplicationDoes() {
		this.runner.withPropertyValues("entity-cache.caches.product=").run((context) -> {
			EntityCacheEngine engine = context.getBean(EntityCacheEngine.class);
			assertThat(engine.isRunning()).isTrue();
			assertThat(context.getBean(EntityCacheLifecycle.class).getPhase()).isPositive()
				.isLessThan(Integer.MAX_VALUE / 2);

			context.getSourceApplicationContext().close();

			assertThat(engine.isRunning()).isFalse();
		});
	}

	@Test
	void switchedOffEveryReadGoesToTheDatabase() {
		this.runner.withPropertyValues(ALL_CACHES)
			.withPropertyValues("entity-cache.enabled=false")
			.withUserConfiguration(Injected.class)
			.run((context) -> {
				assertThat(context).hasNotFailed();
				ProductRepository repository = context.getBean(ProductRepository.class);
				repository.save(new Product(1, "a", "Apple"));
				EntityCache<Product, Long> products = context.getBean(Consumer.class).products;

				assertThat(products.findById(1L)).isPresent();
				assertThat(products.findById(1L)).isPresent();
				assertThat(products.findById(2L)).isEmpty();
				repository.deleteById(1L);
				assertThat(products.findById(1L)).isEmpty();

				CacheStatistics statistics = products.statistics();
				assertThat(statistics.hits()).isZero();
				assertThat(statistics.puts()).isZero();
				assertThat(products.size()).isZero();
			});
	}

	@Test
	void lazyApplicationHasItsCachesAndItsChecks() {
		ApplicationContextRunner lazy = this.runner
			.withInitializer(
					(context) -> context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
			.withPropertyValues("spring.data.jpa.repositories.bootstrap-mode=lazy");

		lazy.withPropertyValues(ALL_CACHES).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBean(EntityCacheEngine.class).isRunning()).isTrue();
			assertThat(context.getBean("productEntityCache")).isInstanceOf(EntityCache.class);
		});
		lazy.withPropertyValues("entity-cache.caches.produkt=")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(InvalidEntityCacheConfigurationException.class.getName()));
		lazy.withPropertyValues("entity-cache.caches.product.key-attributes=title")
			.run((context) -> assertThat(context.getStartupFailure())
				.hasStackTraceContaining(InvalidEntityCacheConfigurationException.class.getName()));
	}

	@Test
	void applicationCanBeProcessedAheadOfTime() {
		AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
		context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("test",
					Map.of("entity-cache.caches.product", "", "entity-cache.caches.order-line.ttl", "5m",
							"spring.datasource.generate-unique-name", "true", "spring.application.name", "shop")));
		context.register(Processed.class);
		InMemoryGeneratedFiles files = new InMemoryGeneratedFiles();
		DefaultGenerationContext generation = new DefaultGenerationContext(
				new ClassNameGenerator(ClassName.get("io.entitycache.generated", "Application")), files);

		new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
		generation.writeGeneratedContent();

		assertThat(files.getGeneratedFiles(Kind.SOURCE)).anySatisfy(
				(name, source) -> assertThat(contentOf(source)).contains("EntityCache.class, Product.class, Long.class")
					.contains("EntityCache.class, OrderLine.class, OrderLine.Key.class"));
		assertThat(RuntimeHintsPredicates.resource().forResource("io/entitycache/redis/fill.lua"))
			.accepts(generation.getRuntimeHints());
		assertThat(RuntimeHintsPredicates.reflection()
			.onConstructorInvocation(EntityCacheProperties.Redis.class.getDeclaredConstructors()[0]))
			.accepts(generation.getRuntimeHints());
	}

	private static String contentOf(InputStreamSource source) {
		try {
			return new String(source.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Configuration(proxyBeanMethods = false)
	@AutoConfigurationPackage(basePackageClasses = Product.class)
	@ImportAutoConfiguration({ DataSourceAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
			DataJpaRepositoriesAutoConfiguration.class, DataRedisAutoConfiguration.class,
			EntityCacheRedisAutoConfiguration.class, EntityCacheAutoConfiguration.class })
	static class Processed {

	}

	@Configuration(proxyBeanMethods = false)
	static class Injected {

		@Bean
		Consumer consumer(EntityCache<Product, Long> products, EntityCache<Customer, Long> customers,
				EntityCache<OrderLine, OrderLine.Key> orderLines, EntityCache<Stock, Stock.Key> stocks,
				List<EntityCache<?, ?>> all) {
			return new Consumer(products, customers, orderLines, stocks, all);
		}

	}

	record Consumer(EntityCache<Product, Long> products, EntityCache<Customer, Long> customers,
			EntityCache<OrderLine, OrderLine.Key> orderLines, EntityCache<Stock, Stock.Key> stocks,
			List<EntityCache<?, ?>> all) {
	}

	@Configuration(proxyBeanMethods = false)
	static class OwnCaches {

		@Bean
		EntityCaches ownCaches() {
			EntityCaches caches = Mockito.mock(EntityCaches.class);
			EntityCache<?, ?> cache = Mockito.mock(EntityCache.class);
			BDDMockito.willReturn(cache).given(caches).get("product");
			return caches;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		@Order(2)
		EntityCacheCustomizer second() {
			return (settings) -> settings.ttl().equals(Duration.ofMinutes(2))
					? settings.mutate().ttl(Duration.ofMinutes(3)).build() : settings;
		}

		@Bean
		@Order(1)
		EntityCacheCustomizer first() {
			return (settings) -> settings.name().equals("product")
					? settings.mutate().ttl(Duration.ofMinutes(2)).build() : settings;
		}

		@Bean
		EntityCacheCustomizer unordered() {
			return (settings) -> settings.mutate().grace(Duration.ofMinutes(1)).build();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Observed {

		@Bean
		EntityCacheObserver observer() {
			return Mockito.mock(EntityCacheObserver.class);
		}

	}

}
