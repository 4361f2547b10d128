package io.entitycache.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.entitycache.EntityCacheListener;
import io.entitycache.EntityCaches;
import io.entitycache.event.ApplicationEvents;
import io.entitycache.event.EventDispatcher;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;

/** Auto-configuration of the caches' events. */
@AutoConfiguration(after = EntityCacheAutoConfiguration.class)
@ConditionalOnBean(EntityCaches.class)
public final class EntityCacheEventAutoConfiguration {

	/* Events that may wait for one listener: a few megabytes at the most. */

	private static final int CAPACITY = 10_000;

	@Bean(destroyMethod = "stop")
	@ConditionalOnMissingBean
	EventDispatcher entityCacheEventDispatcher(ObjectProvider<EntityCacheListener> listeners,
			ApplicationContext context) {
		return new EventDispatcher(() -> {
			List<EntityCacheListener> all = new ArrayList<>(listeners.orderedStream().toList());
			all.add(new ApplicationEvents(context));
			return all;
		}, CAPACITY);
	}

	@Bean
	EntityCacheEventLifecycle entityCacheEventLifecycle(EventDispatcher entityCacheEventDispatcher) {
		return new EntityCacheEventLifecycle(entityCacheEventDispatcher);
	}

}
