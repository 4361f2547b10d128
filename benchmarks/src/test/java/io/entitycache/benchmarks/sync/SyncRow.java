package io.entitycache.benchmarks.sync;

import java.util.Map;
import java.util.function.Supplier;

import io.entitycache.benchmarks.peers.EntityCacheNode;
import io.entitycache.benchmarks.report.Row;

/** What reads the table. */
enum SyncRow implements Row {

	/** The limit. */
	CURSOR("JDBC cursor, an object for each row, none kept", JdbcCursor::new),

	/** Ours, in the memory of one process alone. */
	ALONE("**entity-cache**, full sync into level 1, no Redis", () -> new EntityCacheSync(EntityCacheNode::startAlone)),

	/** Ours, in the memory of each process. */
	LEVEL1("**entity-cache**, full sync into level 1, Redis for invalidations",
			() -> new EntityCacheSync((namespace) -> EntityCacheNode.startAnother(namespace,
					Map.of("entity-cache.defaults.level2.enabled", "false")))),

	/** Ours, as it is by default. */
	BOTH("**entity-cache**, full sync into both levels",
			() -> new EntityCacheSync((namespace) -> EntityCacheNode.startAnother(namespace, Map.of())));

	private final String title;

	private final Supplier<TableReader> reader;

	SyncRow(String title, Supplier<TableReader> reader) {
		this.title = title;
		this.reader = reader;
	}

	@Override
	public String title() {
		return this.title;
	}

	TableReader open() {
		return this.reader.get();
	}

}
