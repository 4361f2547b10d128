package io.entitycache.autoconfigure;

import io.entitycache.event.EventDispatcher;

import org.springframework.context.SmartLifecycle;

/**
 * Lets listeners be told before there is anything to tell, and until there is nothing any
 * more.
 */
final class EntityCacheEventLifecycle implements SmartLifecycle {

	private final EventDispatcher dispatcher;

	private volatile boolean running;

	EntityCacheEventLifecycle(EventDispatcher dispatcher) {
		this.dispatcher = dispatcher;
	}

	@Override
	public void start() {
		this.dispatcher.start();
		this.running = true;
	}

	@Override
	public void stop() {
		this.dispatcher.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		// Before the connections to Redis.
		return EntityCacheLifecycle.PHASE - 2;
	}

}
