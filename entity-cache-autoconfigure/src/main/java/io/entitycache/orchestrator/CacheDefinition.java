package io.entitycache.orchestrator;

import io.entitycache.CacheSettings;
import jakarta.persistence.EntityManagerFactory;

/**
 * One cache to build.
 *
 * @param settings its settings
 * @param entityType the entity
 * @param idType the type of the entity's id
 * @param entityManagerFactory where the entity is mapped
 */
public record CacheDefinition(CacheSettings settings, Class<?> entityType, Class<?> idType,
		EntityManagerFactory entityManagerFactory) {
}
