package io.entitycache.jpa;

import jakarta.persistence.EntityManagerFactory;

/** The mappings of the entities of one persistence unit. */
public final class EntityMappings {

	private final EntityManagerFactory entityManagerFactory;

	public EntityMappings(EntityManagerFactory entityManagerFactory) {
		this.entityManagerFactory = entityManagerFactory;
	}

	/**
	 * The mapping of the entity.
	 * @param <T> the entity's type
	 * @param <ID> the type of its id
	 * @throws UnsupportedEntityException if a cached copy of it could only be wrong
	 * @throws IllegalArgumentException if it is no entity of the persistence unit
	 */
	public <T, ID> EntityMapping<T, ID> of(Class<T> entityType) {
		throw new UnsupportedOperationException(this.entityManagerFactory + " " + entityType);
	}

}
