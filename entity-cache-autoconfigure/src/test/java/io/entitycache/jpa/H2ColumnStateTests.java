package io.entitycache.jpa;

class H2ColumnStateTests extends ColumnStateContract {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.h2(entities);
	}

}
