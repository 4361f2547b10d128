package io.entitycache.autoconfigure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the application says of how the database compares. */
class DeclaredEqualityTests {

	@Test
	void attributeThatIsNoKeyIsRefused() {
		ShopContext.runner()
			.withPropertyValues("entity-cache.caches.product.equality.title=ignore-case")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("neither the id of the entity"));
	}

	@Test
	void wordThatTheCatalogContradictsIsRefused() {
		ShopContext.runner()
			.withPropertyValues("entity-cache.caches.product.key-attributes=sku",
					"entity-cache.caches.product.equality.sku=ignore-case")
			.run((context) -> assertThat(context).getFailure().hasStackTraceContaining("with regard to case"));
	}

	@Test
	void wordOfTheApplicationIsTaken() {
		ShopContext.runner()
			.withPropertyValues("entity-cache.caches.product.key-attributes=sku",
					"entity-cache.caches.product.equality.sku=ignore-trailing-blanks")
			.run((context) -> assertThat(context).hasNotFailed());
	}

}
