package io.entitycache.jpa.changes;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.entitycache.Invalidation;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import org.jspecify.annotations.Nullable;

/** Records what it is told, in one line with what the database is told. */
final class RecordingHandler implements CommitHandler {

	/** What happened, in order. */
	final List<String> log = new CopyOnWriteArrayList<>();

	/** What each change set of {@link #log} contained. */
	final List<Invalidation> prepared = new CopyOnWriteArrayList<>();

	final List<Invalidation> committed = new CopyOnWriteArrayList<>();

	final List<Invalidation> rolledBack = new CopyOnWriteArrayList<>();

	volatile @Nullable RuntimeException failure;

	@Override
	public void prepare(ChangeSet changes) {
		this.log.add("prepare");
		this.prepared.add(changes.invalidation());
		RuntimeException thrown = this.failure;
		if (thrown != null) {
			throw thrown;
		}
	}

	@Override
	public void committed(ChangeSet changes) {
		this.log.add("committed");
		this.committed.add(changes.invalidation());
	}

	@Override
	public void rolledBack(ChangeSet changes) {
		this.log.add("rolledBack");
		this.rolledBack.add(changes.invalidation());
	}

	void clear() {
		this.log.clear();
		this.prepared.clear();
		this.committed.clear();
		this.rolledBack.clear();
		this.failure = null;
	}

}
