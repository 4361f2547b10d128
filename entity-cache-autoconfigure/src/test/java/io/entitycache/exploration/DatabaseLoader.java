package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.entitycache.EntryKey;
import io.entitycache.read.FillTicket;
import io.entitycache.read.Loader;
import org.jspecify.annotations.Nullable;

/** Reads what is committed, or what was when its transaction took its snapshot. */
final class DatabaseLoader implements Loader<String, String> {

	private final Function<EntryKey, @Nullable String> database;

	private final CacheNode node;

	private final String region;

	private final Snapshot snapshot;

	private final List<Runnable> whenCommitted = new ArrayList<>();

	private final Map<String, String> states = new HashMap<>();

	private DatabaseLoader(Function<EntryKey, @Nullable String> database, CacheNode node, String region,
			Snapshot snapshot) {
		this.database = database;
		this.node = node;
		this.region = region;
		this.snapshot = snapshot;
	}

	static DatabaseLoader of(VersionedDatabase database, CacheNode node, String region) {
		return new DatabaseLoader(database::read, node, region, Snapshot.FRESH);
	}

	static DatabaseLoader inTransaction(VersionedDatabase database, CacheNode node, String region) {
		return new DatabaseLoader(database::read, node, region, Snapshot.IN_WRITING_TRANSACTION);
	}

	/** In a transaction that has taken its snapshot. */
	static DatabaseLoader inSnapshot(Function<EntryKey, @Nullable String> taken, CacheNode node, String region,
			Snapshot snapshot) {
		return new DatabaseLoader(taken, node, region, snapshot);
	}

	@Override
	public Snapshot snapshot() {
		return this.snapshot;
	}

	@Override
	public Map<String, String> load(Collection<String> keys, FillTicket ticket) {
		this.node.boundary().step("read the database", this.node.boundary().outside().readingDatabase());
		Map<String, String> found = new HashMap<>();
		for (String key : keys) {
			String state = this.database.apply(new EntryKey(this.region, key));
			if (state != null) {
				found.put(key, state);
			}
		}
		if (this.region.equals(World.POINTERS)) {
			found.values().forEach((id) -> this.states.put(id, this.database.apply(World.row(id))));
		}
		this.node.boundary().answer("use the rows");
		if (!this.states.isEmpty()) {
			this.node.region(World.ROWS).admit(this.states, ticket);
		}
		return found;
	}

	@Override
	public void whenCommitted(Runnable action) {
		this.whenCommitted.add(action);
	}

	/** The transaction of the read commits. */
	void commit() {
		this.node.boundary().answer("commit the read");
		this.whenCommitted.forEach(Runnable::run);
	}

	/** The row that came with a pointer to it. */
	Map<String, String> states() {
		return this.states;
	}

}
