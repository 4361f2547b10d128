package io.entitycache.observability;

import java.util.Collection;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import org.jspecify.annotations.Nullable;

import org.springframework.cache.Cache;
import org.springframework.cache.CacheManager;

/**
 * Shows the entity caches as Spring's caches, for operators and their tools: keys are
 * ids, a read is {@link EntityCache#findById}, and an eviction reaches both levels on
 * every node. What is put is not stored, as only what the database says is: a put evicts.
 */
public final class EntityCacheCacheManager implements CacheManager {

	private final EntityCaches caches;

	public EntityCacheCacheManager(EntityCaches caches) {
		this.caches = caches;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Cache getCache(String name) {
		return this.caches.contains(name) ? new SpringEntityCache((EntityCache<?, Object>) this.caches.get(name))
				: null;
	}

	@Override
	public Collection<String> getCacheNames() {
		return this.caches.names();
	}

}
