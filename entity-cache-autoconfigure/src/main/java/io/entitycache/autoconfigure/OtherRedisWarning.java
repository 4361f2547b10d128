package io.entitycache.autoconfigure;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Warns once if the application has a connection to Redis that the caches cannot use:
 * they would be without level 2, and instances would not hear of each other's changes,
 * with nothing to show it.
 */
final class OtherRedisWarning {

	private static final Log logger = LogFactory.getLog(OtherRedisWarning.class);

	private static final String CONNECTION_FACTORY = "org.springframework.data.redis.connection.RedisConnectionFactory";

	private OtherRedisWarning() {
	}

	static void logIfAny(ListableBeanFactory beanFactory) {
		ClassLoader classLoader = OtherRedisWarning.class.getClassLoader();
		if (!ClassUtils.isPresent(CONNECTION_FACTORY, classLoader)) {
			return;
		}
		Class<?> type = ClassUtils.resolveClassName(CONNECTION_FACTORY, classLoader);
		for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
			Class<?> found = beanFactory.getType(name, false);
			logger.warn(("The entity cache has no level 2, and instances do not hear of each other's changes: it works "
					+ "with a 'LettuceConnectionFactory', and '%s' is a %s. Use Lettuce, or set "
					+ "'entity-cache.redis.enabled' to false if there is only one instance.")
				.formatted(name, (found != null) ? found.getSimpleName() : "bean of another type"));
			return;
		}
	}

}
