package io.entitycache.autoconfigure;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** Makes the beans that are caches. */
final class CacheBeans {

	private CacheBeans() {
	}

	/**
	 * The cache of a name. If there is none yet, as with a mock of {@link EntityCaches},
	 * it is looked for at each call.
	 */
	static EntityCache<?, ?> cache(EntityCaches caches, String name) {
		EntityCache<?, ?> cache = find(caches, name);
		return (cache != null) ? cache : late(caches, name);
	}

	// Never null, unless a test replaces the caches.
	@SuppressWarnings("NullAway")
	private static @Nullable EntityCache<?, ?> find(EntityCaches caches, String name) {
		return caches.get(name);
	}

	private static EntityCache<?, ?> late(EntityCaches caches, String name) {
		return (EntityCache<?, ?>) Proxy.newProxyInstance(EntityCache.class.getClassLoader(),
				new Class<?>[] { EntityCache.class }, (proxy, method, arguments) -> {
					if (method.getDeclaringClass() == Object.class) {
						return switch (method.getName()) {
							case "equals" -> proxy == arguments[0];
							case "hashCode" -> System.identityHashCode(proxy);
							default -> "EntityCache '" + name + "' of " + caches;
						};
					}
					EntityCache<?, ?> cache = find(caches, name);
					Assert.state(cache != null,
							() -> "%s gives no cache '%s': replace the bean of type 'EntityCache' too, or have 'get(\"%s\")' return one"
								.formatted(caches, name, name));
					try {
						return method.invoke(cache, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
				});
	}

}
