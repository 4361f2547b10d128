package io.entitycache.jpa;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jpa.EntityChanges.Stale;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import io.entitycache.transaction.RowChange;
import io.entitycache.transaction.TransactionChanges;
import org.hibernate.StatelessSession;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.hibernate.resource.transaction.spi.TransactionCoordinator;
import org.hibernate.resource.transaction.spi.TransactionObserver;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The change sets of the transactions that run, each bound to the sessions that take part
 * in its transaction. They are told how it ends by the session and not by Spring, as that
 * works for every kind of transaction, and after the last flush.
 */
final class SessionChanges {

	// Keyed by what the sessions of one transaction share. Weak, as a session that is
	// given up inside its transaction never tells how that ended.
	private final Map<TransactionCoordinator, BoundChanges> bound = Collections.synchronizedMap(new WeakHashMap<>());

	private final CommitHandler handler;

	private final Supplier<Invalidation> everything;

	private final TransactionChanges springTransaction;

	/**
	 * Creates a new instance.
	 * @param handler is told of the change sets
	 * @param everything what an unknown change makes stale, asked when it is committed
	 */
	SessionChanges(CommitHandler handler, Supplier<Invalidation> everything) {
		this.handler = handler;
		this.everything = everything;
		this.springTransaction = new TransactionChanges(handler);
	}

	/** Notes a change, and hands it over when the session's transaction ends. */
	void add(SharedSessionContractImplementor session, Invalidation change) {
		add(session, Stale.of(change), Map.of());
	}

	/** As {@link #add(SharedSessionContractImplementor, Invalidation)}, of rows. */
	void add(SharedSessionContractImplementor session, Stale change, Map<EntryKey, RowChange> rows) {
		if (change.invalidation().isEmpty() && change.assumptions().isEmpty()) {
			return;
		}
		if (isInTransaction(session)) {
			BoundChanges changes = currentOrNew(session);
			changes.add(change, rows);
			if (!changes.watchesSavepoints && changes.changes.hasStates()) {
				changes.watchesSavepoints = true;
				TransactionSynchronizationManager.registerSynchronization(new Savepoints(changes.changes));
			}
			return;
		}
		ChangeSet changes = new ChangeSet(this.handler);
		addTo(changes, change, rows);
		committed(changes);
	}

	/**
	 * Notes what a statement is about to change.
	 * @return to be run when it has been executed
	 */
	Runnable begin(SharedSessionContractImplementor session, Invalidation change) {
		if (change.isEmpty() || isInTransaction(session)) {
			add(session, change);
			return () -> {
			};
		}
		ChangeSet changes = new ChangeSet(this.handler);
		changes.add(change);
		return () -> committed(changes);
	}

	/** Notes a change that nobody understands yet. */
	void addUnknown(SharedSessionContractImplementor session) {
		if (isInTransaction(session)) {
			currentOrNew(session).addUnknown();
			return;
		}
		committed(this.everything.get());
	}

	/** Hands over a change that is committed already. */
	void committed(Invalidation change) {
		if (!change.isEmpty()) {
			ChangeSet changes = new ChangeSet(this.handler);
			changes.add(change);
			committed(changes);
		}
	}

	/**
	 * Whether what the session writes is what its transaction commits, unless somebody
	 * tells: not where a savepoint may be rolled back unseen.
	 */
	static boolean canVouch(SharedSessionContractImplementor session) {
		return !(session instanceof StatelessSession) && TransactionChanges.isTransactionActive()
				&& isInTransaction(session)
				&& !session.getTransactionCoordinator().getTransactionCoordinatorBuilder().isJta();
	}

	/** Whether the end of the session's changes will be told. */
	static boolean isInTransaction(SharedSessionContractImplementor session) {
		return session.getTransactionCoordinator().isTransactionActive();
	}

	/** What the session's transaction has changed, {@code null} if nothing. */
	@Nullable ChangeSet current(SharedSessionContractImplementor session) {
		BoundChanges changes = this.bound.get(session.getTransactionCoordinator());
		return (changes != null) ? changes.changes : null;
	}

	/** How many transactions have changed something and have not ended yet. */
	int size() {
		return this.bound.size();
	}

	private void committed(ChangeSet changes) {
		changes.afterCompletion(/* committed= */ true);
		if (TransactionChanges.isTransactionActive()) {
			// The connection may be the transaction's, which the session does not know.
			this.springTransaction.record(changes.invalidation());
		}
	}

	private static void addTo(ChangeSet changes, Stale stale, Map<EntryKey, RowChange> rows) {
		changes.add(stale.invalidation(), rows);
		stale.assumptions().forEach(changes::assume);
	}

	/** The id of the session's transaction, which the session is in. */
	long currentOrNewId(SharedSessionContractImplementor session) {
		return currentOrNew(session).changes.id();
	}

	private BoundChanges currentOrNew(SharedSessionContractImplementor session) {
		TransactionCoordinator coordinator = session.getTransactionCoordinator();
		BoundChanges changes = this.bound.get(coordinator);
		if (changes == null) {
			changes = new BoundChanges(new ChangeSet(this.handler), this.everything);
			this.bound.put(coordinator, changes);
			Observer observer = new Observer(coordinator, changes);
			coordinator.addObserver(observer);
			// Comes before the observer, and so before what others may throw.
			session.getTransactionCompletionCallbacks()
				.registerCallback((AfterCompletionCallback) (committed, ending) -> observer.completed(committed));
		}
		return changes;
	}

	/** Tells a transaction's changes how it goes on. */
	private final class Observer implements TransactionObserver {

		private final TransactionCoordinator coordinator;

		private final BoundChanges changes;

		private Observer(TransactionCoordinator coordinator, BoundChanges changes) {
			this.coordinator = coordinator;
			this.changes = changes;
		}

		@Override
		public void afterBegin() {
			// It is added later.
		}

		@Override
		public void beforeCompletion() {
			this.changes.beforeCommit();
		}

		@Override
		public void afterCompletion(boolean successful, boolean delayed) {
			completed(successful);
		}

		private void completed(boolean committed) {
			this.coordinator.removeObserver(this);
			SessionChanges.this.bound.remove(this.coordinator, this.changes);
			this.changes.afterCompletion(committed);
		}

	}

	/** What was written since a savepoint may not be what is committed. */
	private record Savepoints(ChangeSet changes) implements TransactionSynchronization {

		@Override
		public void savepointRollback(Object savepoint) {
			this.changes.withdrawStates();
		}

	}

	/** One transaction's changes. Must not refer to its coordinator, see above. */
	private static final class BoundChanges {

		private final ChangeSet changes;

		private final Supplier<Invalidation> everything;

		private boolean watchesSavepoints;

		private boolean unknown;

		private boolean prepared;

		private BoundChanges(ChangeSet changes, Supplier<Invalidation> everything) {
			this.changes = changes;
			this.everything = everything;
		}

		private void add(Stale change, Map<EntryKey, RowChange> rows) {
			addTo(this.changes, change, rows);
			if (this.prepared) {
				// By an observer that came later, and nobody is going to ask again.
				this.changes.beforeCommit();
			}
		}

		private void addUnknown() {
			this.unknown = true;
		}

		private void beforeCommit() {
			this.prepared = true;
			resolve();
			this.changes.beforeCommit();
		}

		private void afterCompletion(boolean committed) {
			resolve();
			this.changes.afterCompletion(committed);
		}

		private void resolve() {
			if (this.unknown) {
				this.changes.add(this.everything.get());
			}
		}

	}

}
