package io.entitycache.jpa.changes;

class H2RowChangeTests extends RowChangeScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.h2();
	}

}
