package io.entitycache.autoconfigure;

import io.entitycache.CacheSettings;

/**
 * Changes the settings of caches in code. Beans of this type are asked in their order,
 * once per cache, with what the properties say and what the customizers before have made
 * of it.
 */
@FunctionalInterface
public interface EntityCacheCustomizer {

	/** The settings to use for the cache; its name must stay as it is. */
	CacheSettings customize(CacheSettings settings);

}
