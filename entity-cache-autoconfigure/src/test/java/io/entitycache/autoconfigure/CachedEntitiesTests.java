package io.entitycache.autoconfigure;

import java.util.List;

import io.entitycache.autoconfigure.shop.Customer;
import io.entitycache.autoconfigure.shop.CustomerRepository;
import io.entitycache.autoconfigure.shop.OrderLine;
import io.entitycache.autoconfigure.shop.OrderLineRepository;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import jakarta.persistence.Entity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link CachedEntities}. */
class CachedEntitiesTests {

	private static final RepositoryEntity PRODUCT = new RepositoryEntity("productRepository", ProductRepository.class,
			Product.class, Long.class);

	private static final RepositoryEntity CUSTOMER = new RepositoryEntity("customerRepository",
			CustomerRepository.class, Customer.class, Long.class);

	private static final RepositoryEntity ORDER_LINE = new RepositoryEntity("orderLineRepository",
			OrderLineRepository.class, OrderLine.class, OrderLine.Key.class);

	private static final List<RepositoryEntity> ALL = List.of(PRODUCT, CUSTOMER, ORDER_LINE);

	@ParameterizedTest
	@CsvSource({ "product,productEntityCache", "Product,productEntityCache" })
	void nameIsThatOfTheEntityInAnyCase(String name, String beanName) {
		assertThat(match(name)).singleElement().satisfies((entity) -> {
			assertThat(entity.cacheName()).isEqualTo(name);
			assertThat(entity.entityType()).isEqualTo(Product.class);
			assertThat(entity.idType()).isEqualTo(Long.class);
			assertThat(entity.beanName()).isEqualTo(beanName);
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "orderLine", "order-line", "OrderLine", "order_line" })
	void nameOfTwoWordsIsKnownInEveryStyle(String name) {
		assertThat(match(name)).singleElement().satisfies((entity) -> {
			assertThat(entity.entityType()).isEqualTo(OrderLine.class);
			assertThat(entity.beanName()).isEqualTo("orderLineEntityCache");
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "client", "customer" })
	void nameIsTheEntityNameElseTheClassName(String name) {
		assertThat(match(name)).singleElement().extracting(CachedEntity::entityType).isEqualTo(Customer.class);
	}

	@Test
	void entityNameGoesBeforeTheClassNameOfAnother() {
		RepositoryEntity other = new RepositoryEntity("otherRepository", ProductRepository.class, Product2.class,
				Long.class);

		assertThat(CachedEntities.match(List.of("client"), List.of(CUSTOMER, other))).singleElement()
			.extracting(CachedEntity::entityType)
			.isEqualTo(Customer.class);
		assertThat(CachedEntities.match(List.of("product2"), List.of(CUSTOMER, other))).singleElement()
			.extracting(CachedEntity::entityType)
			.isEqualTo(Product2.class);
	}

	@Test
	void unknownNameIsRefusedWithAListOfWhatThereIs() {
		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class).isThrownBy(() -> match("produkt"))
			.satisfies((ex) -> {
				assertThat(ex.property()).isEqualTo("entity-cache.caches.produkt");
				assertThat(ex.reason()).contains("'client', 'orderLine', 'product'");
			});
	}

	@ParameterizedTest
	@ValueSource(strings = { "a.b", "", "product:1", "-product", "product-", "1product", "{product}", "pröduct" })
	void nameThatCouldNotBePartOfAKeyIsRefused(String name) {
		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class).isThrownBy(() -> match(name))
			.withMessageContaining("letters and digits");
	}

	@Test
	void twoNamesForOneEntityAreRefused() {
		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class)
			.isThrownBy(() -> match("client", "customer"))
			.withMessageContaining("'client' is for the same entity");
	}

	@Test
	void nameThatStandsForTwoEntitiesIsRefused() {
		RepositoryEntity other = new RepositoryEntity("other", ProductRepository.class, Nested.Product.class,
				Long.class);

		assertThatExceptionOfType(InvalidEntityCacheConfigurationException.class)
			.isThrownBy(() -> CachedEntities.match(List.of("product"), List.of(PRODUCT, other)))
			.withMessageContaining(Product.class.getName())
			.withMessageContaining(Nested.Product.class.getName());
	}

	@Test
	void spellingOfAnEnvironmentVariableIsNoCacheOfItsOwn() {
		assertThat(match("orderline", "product", "order-line")).extracting(CachedEntity::cacheName)
			.containsExactly("order-line", "product");
		assertThat(match("orderline", "orderLine")).extracting(CachedEntity::cacheName).containsExactly("orderLine");
	}

	@Test
	void allRepositoriesOfAnEntityAreFound() {
		RepositoryEntity second = new RepositoryEntity("second", ProductRepository.class, Product.class, Long.class);

		assertThat(CachedEntities.match(List.of("product"), List.of(PRODUCT, CUSTOMER, second))).singleElement()
			.extracting(CachedEntity::repositories)
			.isEqualTo(List.of(PRODUCT, second));
	}

	private static List<CachedEntity> match(String... names) {
		return CachedEntities.match(List.of(names), ALL);
	}

	@Entity(name = "Product2")
	private static final class Product2 {

	}

	private static final class Nested {

		private static final class Product {

		}

	}

}
