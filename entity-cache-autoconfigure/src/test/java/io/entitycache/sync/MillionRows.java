package io.entitycache.sync;

import java.util.concurrent.TimeUnit;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.reliability.counter.Counter;
import io.entitycache.reliability.counter.CounterApplication;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** An application in a process of its own that syncs its table once. */
final class MillionRows {

	private MillionRows() {
	}

	/** Begins the line that says what the sync has come to. */
	static final String RESULT = "synced ";

	public static void main(String[] properties) throws Exception {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(CounterApplication.class)
			.web(WebApplicationType.NONE)
			.properties(properties)
			.run()) {
			EntityCache<Counter, Long> cache = context.getBean(EntityCaches.class).get(Counter.class, Long.class);
			SyncResult result = cache.sync(SyncMode.FULL).get(5, TimeUnit.MINUTES);
			System.out.println(RESULT + result.rows() + " kept " + cache.size() + " beyond " + result.beyondLevel1()
					+ " refused " + result.refused());
		}
	}

}
