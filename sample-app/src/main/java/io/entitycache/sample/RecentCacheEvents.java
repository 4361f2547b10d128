package io.entitycache.sample;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheListener;

import org.springframework.stereotype.Component;

/** Remembers what has happened in the caches last. */
@Component
class RecentCacheEvents implements EntityCacheListener {

	private static final int MOST = 20;

	// Entries that are loaded, evicted or called stale are many, and nobody asks here.
	private static final Set<Class<? extends EntityCacheEvent>> WANTED = Set.of(EntityCacheEvent.Created.class,
			EntityCacheEvent.Updated.class, EntityCacheEvent.Removed.class, EntityCacheEvent.Syncing.class,
			EntityCacheEvent.Synced.class);

	private final Deque<EntityCacheEvent> events = new ArrayDeque<>();

	@Override
	public boolean wants(Class<? extends EntityCacheEvent> type) {
		return WANTED.contains(type);
	}

	@Override
	public synchronized void onEvent(EntityCacheEvent event) {
		if (this.events.size() == MOST) {
			this.events.removeFirst();
		}
		this.events.addLast(event);
	}

	/** The last events, in their order. */
	synchronized List<EntityCacheEvent> all() {
		return List.copyOf(this.events);
	}

}
