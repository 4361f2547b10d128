package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.CacheSettings;
import io.entitycache.jpa.EntityMappings;
import io.entitycache.orchestrator.CacheDefinition;
import jakarta.persistence.EntityManagerFactory;

import org.springframework.util.Assert;

/** Makes the definitions of the caches, and refuses those that could not work. */
final class CacheDefinitions {

	private final EntityCacheProperties properties;

	private final List<EntityCacheCustomizer> customizers;

	private final boolean sharedLevel;

	CacheDefinitions(EntityCacheProperties properties, List<EntityCacheCustomizer> customizers, boolean sharedLevel) {
		this.properties = properties;
		this.customizers = customizers;
		this.sharedLevel = sharedLevel;
	}

	List<CacheDefinition> of(List<CachedEntity> entities, RepositoryEntityManagerFactories factories) {
		// Before anything waits for a persistence unit.
		Problems problems = new Problems();
		Map<CachedEntity, CacheSettings> settings = new LinkedHashMap<>();
		entities.forEach((entity) -> problems.attempt(() -> settings.put(entity, settings(entity.cacheName())), null));
		problems.throwIfAny();
		Map<EntityManagerFactory, EntityMappings> mappings = new IdentityHashMap<>();
		Map<Class<?>, Map<String, CacheSettings.Equality>> declared = new HashMap<>();
		settings.forEach((entity, effective) -> declared.put(entity.entityType(), effective.equality()));
		List<CacheDefinition> definitions = new ArrayList<>();
		settings.forEach((entity, effective) -> problems.attempt(() -> {
			EntityManagerFactory factory = factories.of(entity);
			new CachedEntityCheck(entity, effective)
				.check(mappings.computeIfAbsent(factory, (added) -> new EntityMappings(added, declared)));
			definitions.add(new CacheDefinition(effective, entity.entityType(), entity.idType(), factory));
		}));
		problems.throwIfAny();
		return List.copyOf(definitions);
	}

	private CacheSettings settings(String name) {
		CacheSettings settings = new CacheSettingsResolver(this.properties, name).resolve();
		for (EntityCacheCustomizer customizer : this.customizers) {
			settings = customizer.customize(settings);
			Assert.state(settings.name().equals(name),
					() -> "A customizer must not rename the cache '%s'".formatted(name));
		}
		new CacheSettingsCheck(settings, this.properties, this.sharedLevel).check();
		return settings;
	}

}
