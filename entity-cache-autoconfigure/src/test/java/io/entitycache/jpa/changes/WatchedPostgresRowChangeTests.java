package io.entitycache.jpa.changes;

/** A watched data source changes nothing about what Hibernate tells. */
class WatchedPostgresRowChangeTests extends RowChangeScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.watchedPostgres();
	}

}
