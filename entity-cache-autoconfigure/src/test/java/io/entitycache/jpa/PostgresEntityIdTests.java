package io.entitycache.jpa;

class PostgresEntityIdTests extends EntityIdTests {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.postgres(entities);
	}

}
