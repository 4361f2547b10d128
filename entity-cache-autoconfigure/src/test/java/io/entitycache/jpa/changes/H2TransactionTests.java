package io.entitycache.jpa.changes;

class H2TransactionTests extends TransactionScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.h2();
	}

}
