package io.entitycache.benchmarks.sync;

import java.util.function.Supplier;

import io.entitycache.benchmarks.report.Row;

/** What reads the table. */
enum SyncRow implements Row {

	/** The limit. */
	CURSOR("JDBC cursor, an object for each row, none kept", JdbcCursor::new),

	/** Ours, in memory alone. */
	LEVEL1("**entity-cache**, full sync into level 1", () -> new EntityCacheSync(/*
																					 * level2=
																					 */ false)),

	/** Ours, as it is by default. */
	BOTH("**entity-cache**, full sync into both levels",
			() -> new EntityCacheSync(/* level2= */ true));

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
