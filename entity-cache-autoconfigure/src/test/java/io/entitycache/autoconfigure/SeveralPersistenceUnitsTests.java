package io.entitycache.autoconfigure;

import java.util.Map;

import javax.sql.DataSource;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.shop.Customer;
import io.entitycache.autoconfigure.shop.CustomerRepository;
import io.entitycache.autoconfigure.shop.Product;
import io.entitycache.autoconfigure.shop.ProductRepository;
import jakarta.persistence.EntityManagerFactory;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jpa.EntityManagerFactoryBuilder;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FilterType;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseBuilder;
import org.springframework.jdbc.datasource.embedded.EmbeddedDatabaseType;
import org.springframework.orm.jpa.JpaTransactionManager;
import org.springframework.orm.jpa.LocalContainerEntityManagerFactoryBean;
import org.springframework.orm.jpa.persistenceunit.PersistenceManagedTypes;
import org.springframework.orm.jpa.vendor.HibernateJpaVendorAdapter;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of caches over several persistence units. */
class SeveralPersistenceUnitsTests {

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(
				AutoConfigurations.of(TransactionAutoConfiguration.class, HibernateJpaAutoConfiguration.class,
						DataJpaRepositoriesAutoConfiguration.class, EntityCacheAutoConfiguration.class))
		.withUserConfiguration(Products.class, Customers.class)
		.withPropertyValues("entity-cache.caches.product=", "entity-cache.caches.client=");

	@Test
	void everyCacheLoadsFromThePersistenceUnitOfItsRepository() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			EntityCaches caches = context.getBean(EntityCaches.class);
			EntityCache<Product, Long> products = caches.get(Product.class, Long.class);
			EntityCache<Customer, Long> customers = caches.get(Customer.class, Long.class);
			context.getBean(ProductRepository.class).save(new Product(1, "a", "Apple"));
			context.getBean(CustomerRepository.class).save(new Customer(1L, "Ann"));

			assertThat(products.findById(1L)).map(Product::getTitle).contains("Apple");
			assertThat(customers.findById(1L)).map(Customer::getName).contains("Ann");
		});
	}

	@Test
	void changesOfEveryPersistenceUnitAreSeen() {
		this.runner.run((context) -> {
			EntityCache<Product, Long> products = context.getBean(EntityCaches.class).get(Product.class, Long.class);
			ProductRepository repository = context.getBean(ProductRepository.class);
			repository.save(new Product(1, "a", "Apple"));
			assertThat(products.findById(1L)).map(Product::getTitle).contains("Apple");

			new TransactionTemplate(context.getBean("productsTransactions", PlatformTransactionManager.class))
				.executeWithoutResult((status) -> repository.findById(1L).orElseThrow().setTitle("Apricot"));

			assertThat(products.findById(1L)).map(Product::getTitle).contains("Apricot");
		});
	}

	private static LocalContainerEntityManagerFactoryBean factory(String name, Class<?> entity) {
		DataSource dataSource = new EmbeddedDatabaseBuilder().setType(EmbeddedDatabaseType.H2)
			.generateUniqueName(true)
			.build();
		return new EntityManagerFactoryBuilder(new HibernateJpaVendorAdapter(),
				(source) -> Map.of("hibernate.hbm2ddl.auto", "create-drop"), null)
			.dataSource(dataSource)
			.managedTypes(PersistenceManagedTypes.of(entity.getName()))
			.persistenceUnit(name)
			.build();
	}

	@Configuration(proxyBeanMethods = false)
	@EnableJpaRepositories(basePackageClasses = ProductRepository.class, entityManagerFactoryRef = "productsFactory",
			transactionManagerRef = "productsTransactions",
			excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Customer|Order|Stock).*"))
	static class Products {

		@Bean
		LocalContainerEntityManagerFactoryBean productsFactory() {
			return factory("products", Product.class);
		}

		@Bean
		PlatformTransactionManager productsTransactions(
				@Qualifier("productsFactory") EntityManagerFactory entityManagerFactory) {
			return new JpaTransactionManager(entityManagerFactory);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableJpaRepositories(basePackageClasses = CustomerRepository.class, entityManagerFactoryRef = "customersFactory",
			transactionManagerRef = "customersTransactions",
			excludeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*(Product|Order|Stock).*"))
	static class Customers {

		@Bean
		LocalContainerEntityManagerFactoryBean customersFactory() {
			return factory("customers", Customer.class);
		}

		@Bean
		PlatformTransactionManager customersTransactions(
				@Qualifier("customersFactory") EntityManagerFactory entityManagerFactory) {
			return new JpaTransactionManager(entityManagerFactory);
		}

	}

}
