package io.entitycache.jpa.changes;

import org.junit.jupiter.api.Test;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

class H2TransactionTests extends TransactionScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.h2();
	}

	@Test
	void bulkUpdateThatAReadOnlyTransactionExecutesIsSeen() {
		ShopDatabase shop = database();
		TransactionTemplate readOnly = shop.transaction(TransactionDefinition.PROPAGATION_REQUIRED);
		readOnly.setReadOnly(true);

		// Hibernate executes it, and this database does not mind.
		readOnly.executeWithoutResult(
				(status) -> shop.entityManager.createQuery("update Product p set p.name = 'x'").executeUpdate());

		assertThat(shop.handler.log).containsExactly("prepare", "database commit", "committed");
		assertThat(shop.handler.committed).singleElement()
			.satisfies((stale) -> assertThat(stale.regions()).contains("product"));
	}

}
