package io.entitycache.jpa;

/** How the state of one concrete entity class is laid out. */
final class EntityShape {

	String entityName() {
		throw new UnsupportedOperationException();
	}

	int versionIndex() {
		throw new UnsupportedOperationException();
	}

}
