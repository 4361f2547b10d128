package io.entitycache.autoconfigure;

import java.util.Set;
import java.util.stream.Collectors;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.Lookup;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import io.entitycache.orchestrator.EntityCacheEngine;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that the caches are there in tests with {@code @DataJpaTest}. */
@DataJpaTest(properties = "entity-cache.caches.product.key-attributes=sku")
@ContextConfiguration(classes = DataJpaSliceTests.Application.class)
class DataJpaSliceTests {

	@Autowired
	private EntityCache<Product, Long> products;

	@Autowired
	private EntityCaches caches;

	@Autowired
	private ProductRepository repository;

	@Test
	void changeOfTheTestIsReadPastTheCache() {
		this.repository.save(new Product(1, "a", "Apple"));

		assertThat(this.products.findById(1L)).map(Product::getTitle).contains("Apple");
		assertThat(this.products.findBy("sku", "a")).isPresent();
		assertThat(this.products.peek(1L)).isEqualTo(new Lookup.NotLoaded<>());
	}

	@Test
	@Transactional(propagation = Propagation.NOT_SUPPORTED)
	void level1WorksAlone() {
		this.repository.save(new Product(2, "b", "Banana"));
		this.products.findById(2L);
		this.products.findById(2L);

		assertThat(this.products.statistics().level1Hits()).isEqualTo(1);
		assertThat(this.caches.sharedLevel().state()).isEqualTo(State.NOT_CONFIGURED);

		this.repository.deleteById(2L);
		assertThat(this.products.findById(2L)).isEmpty();
	}

	@Test
	void nothingRunsInTheBackground() {
		assertThat(((EntityCacheEngine) this.caches).isRunning()).isFalse();
		Set<Thread> before = threads();

		ShopContext.runner()
			.withConfiguration(AutoConfigurations.of(EntityCacheSliceAutoConfiguration.class))
			.withPropertyValues("entity-cache.caches.product=")
			.run((context) -> {
				context.getBean(EntityCaches.class).get(Product.class, Long.class).findById(1L);
				Set<Thread> started = threads();
				started.removeAll(before);
				assertThat(started).isEmpty();
			});
	}

	private static Set<Thread> threads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith("entity-cache-")
					&& !thread.getName().startsWith("entity-cache-event"))
			.collect(Collectors.toSet());
	}

	@SpringBootConfiguration
	@AutoConfigurationPackage(basePackageClasses = Product.class)
	static class Application {

	}

}
