package io.entitycache.jpa.changes;

class PostgresStatementChangeTests extends StatementChangeScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.postgres();
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
