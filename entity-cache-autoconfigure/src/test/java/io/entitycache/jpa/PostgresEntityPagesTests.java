package io.entitycache.jpa;

class PostgresEntityPagesTests extends EntityPagesTests {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.postgres(entities);
	}

}
