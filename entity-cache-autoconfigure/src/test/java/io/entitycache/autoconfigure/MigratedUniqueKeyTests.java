package io.entitycache.autoconfigure;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.autoconfigure.shop.Product;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Key attributes that are unique though the mapping does not say so. */
class MigratedUniqueKeyTests {

	private final String url = "jdbc:h2:mem:" + UUID.randomUUID();

	private Connection database;

	private ApplicationContextRunner runner;

	@BeforeEach
	void migrate() throws SQLException {
		this.database = DriverManager.getConnection(this.url, "sa", "");
		execute("create table product (id bigint primary key, sku varchar(255), title varchar(255))");
		execute("insert into product values (1, 'a', 'first')");
		this.runner = ShopContext.runner()
			.withPropertyValues("spring.datasource.url=" + this.url, "spring.datasource.generate-unique-name=false",
					"spring.jpa.hibernate.ddl-auto=none", "entity-cache.caches.product.key-attributes=title");
	}

	@AfterEach
	void close() throws SQLException {
		this.database.close();
	}

	private void execute(String sql) throws SQLException {
		try (Statement statement = this.database.createStatement()) {
			statement.execute(sql);
		}
	}

	@Test
	void attributeThatOnlyAMigrationDeclaresUniqueIsAKey() throws SQLException {
		execute("create unique index product_title on product (title)");

		this.runner.run((context) -> {
			assertThat(context).hasNotFailed();
			EntityCache<Product, Long> products = context.getBean(EntityCaches.class).get(Product.class, Long.class);
			assertThat(products.findBy("title", "first")).map(Product::getSku).contains("a");
		});
	}

	@Test
	void attributeIsAKeyOnTheApplicationsWord() {
		this.runner.withPropertyValues("entity-cache.caches.product.unique-attributes=title").run((context) -> {
			assertThat(context).hasNotFailed();
			EntityCache<Product, Long> products = context.getBean(EntityCaches.class).get(Product.class, Long.class);
			assertThat(products.findBy("title", "first")).map(Product::getSku).contains("a");
		});
	}

	@Test
	void withoutEitherTheStartStops() {
		this.runner.run((context) -> assertThat(context).getFailure()
			.hasStackTraceContaining("the database has no unique index for it alone"));
	}

}
