package io.entitycache.autoconfigure;

import io.entitycache.redis.RedisConnections;

import org.springframework.context.SmartLifecycle;

/**
 * Opens the connections to Redis before the caches start, and closes them after the
 * caches have stopped. Neither waits for Redis.
 */
final class EntityCacheRedisLifecycle implements SmartLifecycle {

	private final RedisConnections connections;

	private final boolean used;

	private volatile boolean running;

	EntityCacheRedisLifecycle(RedisConnections connections, boolean used) {
		this.connections = connections;
		this.used = used;
	}

	@Override
	public void start() {
		if (this.used) {
			this.connections.start();
		}
		this.running = true;
	}

	@Override
	public void stop() {
		this.connections.stop();
		this.running = false;
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

	@Override
	public int getPhase() {
		return EntityCacheLifecycle.PHASE - 1;
	}

}
