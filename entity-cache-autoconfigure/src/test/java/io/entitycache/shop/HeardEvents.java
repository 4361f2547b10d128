package io.entitycache.shop;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheEvent.OfEntry;
import io.entitycache.EntityCacheListener;

import org.springframework.context.event.EventListener;

/** Remembers every event, once as the library's listener and once as Spring's. */
public final class HeardEvents implements EntityCacheListener {

	private final List<EntityCacheEvent> heard = new CopyOnWriteArrayList<>();

	private final List<EntityCacheEvent.Updated> applicationEvents = new CopyOnWriteArrayList<>();

	@Override
	public void onEvent(EntityCacheEvent event) {
		this.heard.add(event);
	}

	@EventListener
	void onUpdated(EntityCacheEvent.Updated event) {
		this.applicationEvents.add(event);
	}

	/** What was told of the entry by id or key attribute, in order. */
	public List<EntityCacheEvent> of(Object key) {
		return this.heard.stream()
			.filter((event) -> event instanceof OfEntry entry && entry.key().equals(key))
			.toList();
	}

	/** Everything that was told. */
	public List<EntityCacheEvent> all() {
		return this.heard;
	}

	/** Spring's events. */
	public List<EntityCacheEvent.Updated> applicationEvents() {
		return this.applicationEvents;
	}

	void forget() {
		this.heard.clear();
		this.applicationEvents.clear();
	}

}
