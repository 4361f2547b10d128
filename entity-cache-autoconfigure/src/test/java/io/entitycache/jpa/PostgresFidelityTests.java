package io.entitycache.jpa;

class PostgresFidelityTests extends FidelityContract {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.postgres(entities);
	}

}
