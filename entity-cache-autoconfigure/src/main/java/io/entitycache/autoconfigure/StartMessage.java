package io.entitycache.autoconfigure;

import java.util.StringJoiner;

import io.entitycache.CacheSettings;
import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import org.jspecify.annotations.Nullable;

/** Says in one line what caches there are, with their levels and their namespace. */
final class StartMessage {

	private StartMessage() {
	}

	/**
	 * The line.
	 * @param namespace the namespace in Redis, {@code null} without Redis
	 */
	static String of(EntityCaches caches, @Nullable String namespace) {
		StringJoiner names = new StringJoiner(", ");
		for (EntityCache<?, ?> cache : caches.all()) {
			names.add(cache.name() + " (" + levels(cache.settings(), namespace != null) + ")");
		}
		return "Entity caches: " + names + ((namespace != null) ? "; shared in Redis as '" + namespace + "'"
				: "; in this process alone, without Redis");
	}

	private static String levels(CacheSettings settings, boolean shared) {
		boolean level2 = shared && settings.level2().enabled();
		if (settings.level1().enabled()) {
			return level2 ? "levels 1 and 2" : "level 1";
		}
		return level2 ? "level 2" : "off";
	}

}
