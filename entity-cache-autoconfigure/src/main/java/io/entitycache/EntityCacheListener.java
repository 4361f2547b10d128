package io.entitycache;

/**
 * Listens to what happens in the caches; to be declared as a bean. Each listener is told
 * on a thread of its own, one event after another, those of one entry in the order in
 * which this process has learned of them. What it throws is logged once. One that is too
 * slow misses events, which are counted; it never holds up a cache or another listener.
 */
@FunctionalInterface
public interface EntityCacheListener {

	/** Something has happened. */
	void onEvent(EntityCacheEvent event);

	/**
	 * Whether events of this type are wanted. Asked once, at the start: events that
	 * nobody wants are not even made.
	 */
	default boolean wants(Class<? extends EntityCacheEvent> type) {
		return true;
	}

}
