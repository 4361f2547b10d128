package io.entitycache.jpa;

class PostgresColumnStateTests extends ColumnStateContract {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.postgres(entities);
	}

}
