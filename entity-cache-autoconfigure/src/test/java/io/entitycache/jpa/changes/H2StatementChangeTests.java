package io.entitycache.jpa.changes;

class H2StatementChangeTests extends StatementChangeScenarios {

	@Override
	ShopDatabase database() {
		return ShopDatabases.h2();
	}

	@Override
	String call() {
		return "call touch_products()";
	}

	@Override
	String updateThatReturns() {
		return "select id from final table (update product set name = 'x')";
	}

}
