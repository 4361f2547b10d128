package io.entitycache.benchmarks.writes;

import java.util.Map;

import io.entitycache.benchmarks.peers.EntityCacheNode;

/** Two nodes of one application. */
final class EntityCacheFanOut implements FanOut {

	private final EntityCacheNode writer;

	private final EntityCacheNode reader;

	EntityCacheFanOut() {
		String namespace = "fan-out-" + ProcessHandle.current().pid();
		this.writer = EntityCacheNode.startAnother(namespace, Map.of());
		this.reader = EntityCacheNode.startAnother(namespace, Map.of()).warm();
	}

	@Override
	public void remember(Long id) {
		this.reader.products().findById(id);
	}

	@Override
	public boolean isRemembered(Long id) {
		return this.reader.holds(id);
	}

	@Override
	public void invalidate(Long id) {
		this.writer.products().evict(id);
	}

	@Override
	public void close() {
		this.writer.close();
		this.reader.close();
	}

}
