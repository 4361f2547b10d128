package io.entitycache.jdbc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.Invalidation;
import io.entitycache.transaction.ChangeSet;

/** What the transaction that is open on one connection has changed, for each reader. */
final class OpenChanges {

	private final Map<StatementReader, ChangeSet> sets = new LinkedHashMap<>();

	synchronized void add(StatementReader reader, Invalidation change) {
		this.sets.computeIfAbsent(reader, (key) -> new ChangeSet(reader.handler())).add(change);
	}

	synchronized boolean isEmpty() {
		return this.sets.isEmpty();
	}

	/** It is about to commit. */
	void beforeCommit() {
		all().forEach(ChangeSet::beforeCommit);
	}

	/** It has ended. */
	void ended(boolean committed) {
		List<ChangeSet> ended = all();
		forget();
		ended.forEach((changes) -> changes.afterCompletion(committed));
	}

	/** The connection is gone, and nobody knows how the transaction ends. */
	synchronized void givenUp() {
		this.sets.forEach((reader, changes) -> reader.goesOn(changes.invalidation()));
		ended(/* committed= */ true);
	}

	private synchronized List<ChangeSet> all() {
		return List.copyOf(this.sets.values());
	}

	private synchronized void forget() {
		this.sets.clear();
	}

}
