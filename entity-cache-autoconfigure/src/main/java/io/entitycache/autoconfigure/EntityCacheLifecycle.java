package io.entitycache.autoconfigure;

import java.util.function.Supplier;

import io.entitycache.orchestrator.EntityCacheEngine;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the caches before anything that serves requests, and stops them after it: what
 * is committed while requests are drained is still announced.
 */
final class EntityCacheLifecycle implements SmartLifecycle {

	/** After the connection to Redis, before executors and web servers. */
	static final int PHASE = 1000;

	private static final Log logger = LogFactory.getLog("io.entitycache");

	private final @Nullable EntityCacheEngine engine;

	private final Supplier<String> description;

	/**
	 * Creates a new instance.
	 * @param engine the caches, {@code null} if they are the application's own
	 * @param description says in one line what is started
	 */
	EntityCacheLifecycle(@Nullable EntityCacheEngine engine, Supplier<String> description) {
		this.engine = engine;
		this.description = description;
	}

	/** Of caches that work without being started. */
	static EntityCacheLifecycle neverStarted() {
		return new EntityCacheLifecycle(null, () -> "");
	}

	@Override
	public void start() {
		if (this.engine != null) {
			if (!this.engine.names().isEmpty()) {
				logger.info(this.description.get());
			}
			this.engine.start();
		}
	}

	@Override
	public void stop() {
		if (this.engine != null) {
			this.engine.stop();
		}
	}

	@Override
	public boolean isRunning() {
		return this.engine != null && this.engine.isRunning();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
