package io.entitycache.autoconfigure;

import java.util.Optional;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.shop.Product;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;
import org.mockito.Mockito;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurationPackage;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** Tests that a test may put a mock in the place of the caches. */
@SpringBootTest(webEnvironment = WebEnvironment.NONE, classes = MockedCachesTests.Application.class,
		properties = { "entity-cache.caches.product.key-attributes=sku", "entity-cache.redis.enabled=false",
				"spring.datasource.generate-unique-name=true", "spring.main.web-application-type=none" })
class MockedCachesTests {

	@MockitoBean
	private EntityCaches caches;

	@Autowired
	private PriceList prices;

	@Test
	@SuppressWarnings("unchecked")
	void cacheOfTheMockIsTheOneThatIsInjected() {
		EntityCache<Product, Long> products = Mockito.mock();
		BDDMockito.willReturn(products).given(this.caches).get("product");
		BDDMockito.given(products.findById(1L)).willReturn(Optional.of(new Product(1, "a", "Apple")));

		assertThat(this.prices.products.findById(1L)).map(Product::getTitle).contains("Apple");
	}

	@Test
	void mockThatGivesNoCacheIsNamed() {
		assertThatIllegalStateException().isThrownBy(() -> this.prices.products.findById(1L))
			.withMessageContaining("gives no cache 'product'")
			.withMessageContaining("get(\"product\")");
		assertThat(this.prices.products).isEqualTo(this.prices.products).hasSameHashCodeAs(this.prices.products);
	}

	record PriceList(EntityCache<Product, Long> products) {
	}

	@SpringBootConfiguration
	@EnableAutoConfiguration
	@AutoConfigurationPackage(basePackageClasses = Product.class)
	static class Application {

		@Bean
		PriceList priceList(EntityCache<Product, Long> products) {
			return new PriceList(products);
		}

	}

}
