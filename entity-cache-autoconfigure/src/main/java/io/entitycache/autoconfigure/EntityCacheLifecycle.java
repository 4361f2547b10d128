package io.entitycache.autoconfigure;

import io.entitycache.orchestrator.EntityCacheEngine;

import org.springframework.context.SmartLifecycle;

/**
 * Starts the caches before anything that serves requests, and stops them after it: what
 * is committed while requests are drained is still announced.
 */
final class EntityCacheLifecycle implements SmartLifecycle {

	/** After the connection to Redis, before executors and web servers. */
	static final int PHASE = 1000;

	private final EntityCacheEngine engine;

	EntityCacheLifecycle(EntityCacheEngine engine) {
		this.engine = engine;
	}

	@Override
	public void start() {
		this.engine.start();
	}

	@Override
	public void stop() {
		this.engine.stop();
	}

	@Override
	public boolean isRunning() {
		return this.engine.isRunning();
	}

	@Override
	public int getPhase() {
		return PHASE;
	}

}
