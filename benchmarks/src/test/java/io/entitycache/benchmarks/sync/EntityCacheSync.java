package io.entitycache.benchmarks.sync;

import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

import io.entitycache.SyncMode;
import io.entitycache.SyncResult;
import io.entitycache.benchmarks.peers.EntityCacheNode;
import io.entitycache.benchmarks.shop.Catalog;

/** A full sync of the entity cache. */
final class EntityCacheSync implements TableReader {

	private static final long LIMIT_SECONDS = 120;

	private final EntityCacheNode node;

	/**
	 * Creates the reader.
	 * @param start starts the node in a namespace of its own
	 */
	EntityCacheSync(Function<String, EntityCacheNode> start) {
		this.node = start.apply("sync-" + UUID.randomUUID());
	}

	@Override
	public long read() {
		SyncResult result = sync();
		Long[] ids = Catalog.current().ids();
		for (Long id : new Long[] { ids[0], ids[ids.length / 2], ids[ids.length - 1] }) {
			if (!this.node.holds(id)) {
				throw new IllegalStateException("Row %d was not kept: %s".formatted(id, result));
			}
			Catalog.verify(id, this.node.products().findById(id).orElse(null));
		}
		return result.rows();
	}

	private SyncResult sync() {
		try {
			return this.node.products().sync(SyncMode.FULL).get(LIMIT_SECONDS, TimeUnit.SECONDS);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void forget() {
		this.node.forget();
	}

	@Override
	public void close() {
		this.node.close();
	}

}
