package io.entitycache.jpa.changes;

class PostgresRowChangeTests extends RowChangeScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.postgres();
	}

}
