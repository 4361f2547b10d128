package io.entitycache.benchmarks.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running application. Where rows only have to run once, those that need the same
 * application share it.
 */
public final class Shop implements AutoCloseable {

	/** The system property that has applications shared. */
	public static final String SHARED = "benchmark.shared-applications";

	private static final Map<Map<String, String>, Shop> RUNNING = new ConcurrentHashMap<>();

	private final ConfigurableApplicationContext context;

	private final boolean shared;

	private Shop(ConfigurableApplicationContext context, boolean shared) {
		this.context = context;
		this.shared = shared;
	}

	/** Starts the application against the servers of this run. */
	public static Shop start(Map<String, String> properties) {
		if (Boolean.getBoolean(SHARED)) {
			return RUNNING.computeIfAbsent(properties, (same) -> new Shop(ShopApplication.start(same), true));
		}
		return startAnother(properties);
	}

	/** Starts the application though the same may be running. */
	public static Shop startAnother(Map<String, String> properties) {
		return new Shop(ShopApplication.start(properties), false);
	}

	/** A bean of the application. */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	@Override
	public void close() {
		if (!this.shared) {
			this.context.close();
		}
	}

}
