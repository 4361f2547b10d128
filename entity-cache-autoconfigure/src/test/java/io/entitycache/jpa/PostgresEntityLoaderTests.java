package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;

import io.entitycache.jpa.KeyedEntities.ByEmbedded;
import io.entitycache.jpa.Shop.Product;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresEntityLoaderTests extends EntityLoaderTests {

	private TestPersistenceUnit unit;

	@Override
	TestPersistenceUnit create() {
		List<Class<?>> entities = new ArrayList<>(List.of(Shop.ENTITIES));
		entities.add(ByEmbedded.class);
		this.unit = TestPersistenceUnit.postgres(entities.toArray(new Class<?>[0]));
		return this.unit;
	}

	@Test
	@Timeout(20)
	void loadThatTheDatabaseHoldsUpEndsAtItsDeadline() {
		EntityLoader<Product, Long> loader = loader(this.unit.mapping(Product.class), 10);
		this.unit.inTransaction((entityManager) -> {
			entityManager.unwrap(Session.class)
				.createNativeMutationQuery("lock table \"products\" in access exclusive mode")
				.executeUpdate();

			assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> loader.load(1L))
				.havingRootCause()
				.withMessageContaining("cancel");
		});

		assertThat(loader.load(1L)).isNotNull();
	}

}
