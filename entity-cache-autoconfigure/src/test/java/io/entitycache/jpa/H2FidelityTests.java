package io.entitycache.jpa;

class H2FidelityTests extends FidelityContract {

	@Override
	TestPersistenceUnit create(Class<?>... entities) {
		return TestPersistenceUnit.h2(entities);
	}

}
