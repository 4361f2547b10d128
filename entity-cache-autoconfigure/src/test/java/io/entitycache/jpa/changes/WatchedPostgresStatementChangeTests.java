package io.entitycache.jpa.changes;

/** A watched data source changes nothing about what Hibernate tells. */
class WatchedPostgresStatementChangeTests extends StatementChangeScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.watchedPostgres();
	}

	@Override
	String call() {
		return "call touch_products()";
	}

	@Override
	String updateThatReturns() {
		return "update product set name = 'x' returning id";
	}

}
