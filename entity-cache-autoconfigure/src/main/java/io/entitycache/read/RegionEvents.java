package io.entitycache.read;

import java.util.Collection;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EvictionCause;

/**
 * Makes events of what happens to the entries of a region of entities, if somebody wants
 * them. Entries by key attribute only lead to entities and make none.
 */
final class RegionEvents {

	private final String region;

	private final boolean entities;

	private final EntityCacheObserver observer;

	RegionEvents(String region, EntityCacheObserver observer) {
		this.region = region;
		this.entities = region.indexOf('.') < 0;
		this.observer = observer;
	}

	void loaded(Collection<?> keys) {
		if (this.entities && !keys.isEmpty() && this.observer.wants(EntityCacheEvent.Loaded.class)) {
			keys.forEach((key) -> this.observer.happened(new EntityCacheEvent.Loaded(this.region, key)));
		}
	}

	void loadFailed(Throwable failure) {
		if (this.observer.wants(EntityCacheEvent.Failed.class)) {
			this.observer.happened(new EntityCacheEvent.Failed(cache(), "load", failure));
		}
	}

	void evicted(Object key, EvictionCause cause) {
		if (this.entities && this.observer.wants(EntityCacheEvent.Evicted.class)) {
			this.observer.happened(new EntityCacheEvent.Evicted(this.region, key, cause));
		}
	}

	private String cache() {
		return this.entities ? this.region : this.region.substring(0, this.region.indexOf('.'));
	}

}
