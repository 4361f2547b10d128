package io.entitycache.event;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheListener;
import org.jspecify.annotations.Nullable;

import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.GenericApplicationListenerAdapter;
import org.springframework.context.support.AbstractApplicationContext;
import org.springframework.core.ResolvableType;

/**
 * Publishes events as Spring's application events, for listeners that ask for them. A
 * listener that takes events of any kind is told those that somebody has asked for.
 * Spring's listeners share one thread, and Spring decides what becomes of the others when
 * one throws.
 */
public final class ApplicationEvents implements EntityCacheListener {

	private final ApplicationContext context;

	public ApplicationEvents(ApplicationContext context) {
		this.context = context;
	}

	@Override
	public void onEvent(EntityCacheEvent event) {
		this.context.publishEvent(event);
	}

	@Override
	public boolean wants(Class<? extends EntityCacheEvent> type) {
		for (ApplicationContext asked = this.context; asked != null; asked = parentOf(asked)) {
			if (!(asked instanceof AbstractApplicationContext known) || isWantedIn(known, type)) {
				return true;
			}
		}
		return false;
	}

	private static @Nullable ApplicationContext parentOf(ApplicationContext context) {
		return context.getParent();
	}

	private static boolean isWantedIn(AbstractApplicationContext context, Class<?> type) {
		ResolvableType event = payload(type);
		ResolvableType anything = payload(Anything.class);
		for (ApplicationListener<?> listener : context.getApplicationListeners()) {
			GenericApplicationListenerAdapter adapter = new GenericApplicationListenerAdapter(listener);
			if (adapter.supportsEventType(event) && !adapter.supportsEventType(anything)) {
				return true;
			}
		}
		return false;
	}

	private static ResolvableType payload(Class<?> type) {
		return ResolvableType.forClassWithGenerics(PayloadApplicationEvent.class, type);
	}

	/** An event that nobody can have asked for. */
	private record Anything() {
	}

}
