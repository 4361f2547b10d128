package io.entitycache.invalidation;

import java.util.Map;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.InvalidationCause;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.transaction.RowChange;
import org.jspecify.annotations.Nullable;

/** Makes events of what the write path does, if somebody wants them. */
final class InvalidationEvents {

	private final EntityCacheObserver observer;

	InvalidationEvents(EntityCacheObserver observer) {
		this.observer = observer;
	}

	boolean wantRows() {
		return this.observer.wants(EntityCacheEvent.Created.class)
				|| this.observer.wants(EntityCacheEvent.Updated.class)
				|| this.observer.wants(EntityCacheEvent.Removed.class);
	}

	void cleared(String region, InvalidationCause cause, @Nullable String origin) {
		if (this.observer.wants(EntityCacheEvent.Cleared.class)) {
			this.observer.happened(new EntityCacheEvent.Cleared(cacheOf(region), attributeOf(region), cause, origin));
		}
	}

	void invalidated(InvalidationTarget region, String key, InvalidationCause cause, @Nullable String origin) {
		if (this.observer.wants(EntityCacheEvent.Invalidated.class)) {
			this.observer.happened(new EntityCacheEvent.Invalidated(cacheOf(region.name()), attributeOf(region.name()),
					region.keyOf(key), cause, origin));
		}
	}

	void committed(Map<EntryKey, RowChange> rows, Map<String, InvalidationTarget> regions) {
		rows.forEach((key, change) -> {
			InvalidationTarget region = regions.get(key.region());
			EntityCacheEvent event = (region != null) ? event(region, key, change) : null;
			if (event != null) {
				this.observer.happened(event);
			}
		});
	}

	private @Nullable EntityCacheEvent event(InvalidationTarget region, EntryKey key, RowChange change) {
		Class<? extends EntityCacheEvent> type = switch (change.kind()) {
			case CREATED -> EntityCacheEvent.Created.class;
			case UPDATED -> EntityCacheEvent.Updated.class;
			case REMOVED -> EntityCacheEvent.Removed.class;
		};
		if (!this.observer.wants(type)) {
			return null;
		}
		Object id = region.keyOf(key.key());
		return switch (change.kind()) {
			case CREATED -> new EntityCacheEvent.Created(region.name(), id);
			case UPDATED -> new EntityCacheEvent.Updated(region.name(), id);
			case REMOVED -> new EntityCacheEvent.Removed(region.name(), id);
		};
	}

	// A region is named after its cache, and after its attribute if it has one.
	private static String cacheOf(String region) {
		int dot = region.indexOf('.');
		return (dot >= 0) ? region.substring(0, dot) : region;
	}

	private static @Nullable String attributeOf(String region) {
		int dot = region.indexOf('.');
		return (dot >= 0) ? region.substring(dot + 1) : null;
	}

}
