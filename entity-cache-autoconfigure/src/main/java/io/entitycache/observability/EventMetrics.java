package io.entitycache.observability;

import java.util.function.ToDoubleFunction;

import io.entitycache.EntityCacheEvents;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

/** Binds what has become of the events. */
public final class EventMetrics implements MeterBinder {

	private final EntityCacheEvents events;

	public EventMetrics(EntityCacheEvents events) {
		this.events = events;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		bind(registry, "delivered", EntityCacheEvents::delivered);
		bind(registry, "dropped", EntityCacheEvents::dropped);
		bind(registry, "failed", EntityCacheEvents::failed);
	}

	private void bind(MeterRegistry registry, String outcome, ToDoubleFunction<EntityCacheEvents> count) {
		FunctionCounter.builder(EntityCacheMeters.EVENTS.meterName(), this.events, count)
			.tag("outcome", outcome)
			.register(registry);
	}

}
