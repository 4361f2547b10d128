package io.entitycache.event;

import java.util.HashSet;
import java.util.Set;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheListener;

/** The types that an event can have. */
final class EventTypes {

	private EventTypes() {
	}

	/** Every type that the listener wants. */
	static Set<Class<?>> wantedBy(EntityCacheListener listener) {
		Set<Class<?>> wanted = new HashSet<>();
		addWanted(EntityCacheEvent.class, listener, wanted);
		return Set.copyOf(wanted);
	}

	private static void addWanted(Class<?> type, EntityCacheListener listener, Set<Class<?>> wanted) {
		if (!type.isSealed()) {
			if (listener.wants(type.asSubclass(EntityCacheEvent.class))) {
				wanted.add(type);
			}
			return;
		}
		for (Class<?> permitted : type.getPermittedSubclasses()) {
			addWanted(permitted, listener, wanted);
		}
	}

}
