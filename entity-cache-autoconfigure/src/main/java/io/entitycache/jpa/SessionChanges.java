package io.entitycache.jpa;

import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;

import io.entitycache.Invalidation;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import io.entitycache.transaction.TransactionChanges;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.AfterCompletionCallback;
import org.hibernate.engine.spi.TransactionCompletionCallbacks.BeforeCompletionCallback;
import org.hibernate.engine.spi.TransactionCompletionCallbacksImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The change sets of the transactions that run, each bound to the sessions that take part
 * in its transaction. A session's own callbacks tell how it ends, as they are called for
 * every kind of transaction, and the first of them after the last flush.
 */
final class SessionChanges {

	// Keyed by what sessions of one transaction share. Weak, as a session that is closed
	// inside its transaction may never tell how that ended.
	private final Map<TransactionCompletionCallbacksImplementor, BoundChanges> bound = Collections
		.synchronizedMap(new WeakHashMap<>());

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
		if (change.isEmpty()) {
			return;
		}
		if (isInTransaction(session)) {
			currentOrNew(session).add(session, change);
			return;
		}
		committed(change);
	}

	/** Notes a change that nobody understands yet. */
	void addUnknown(SharedSessionContractImplementor session) {
		if (isInTransaction(session)) {
			currentOrNew(session).addUnknown(session);
		}
	}

	/** Whether how the session's changes end will be told. */
	static boolean isInTransaction(SharedSessionContractImplementor session) {
		return session.getTransactionCoordinator().isTransactionActive();
	}

	/** What the session's transaction has changed, {@code null} if nothing. */
	@Nullable ChangeSet current(SharedSessionContractImplementor session) {
		BoundChanges changes = this.bound.get(session.getTransactionCompletionCallbacksImplementor());
		return (changes != null) ? changes.changes : null;
	}

	private void committed(Invalidation change) {
		ChangeSet changes = new ChangeSet(this.handler);
		changes.add(change);
		changes.afterCompletion(/* committed= */ true);
		if (TransactionChanges.isTransactionActive()) {
			// The connection may be the transaction's, which the session does not know.
			this.springTransaction.record(change);
		}
	}

	private BoundChanges currentOrNew(SharedSessionContractImplementor session) {
		TransactionCompletionCallbacksImplementor callbacks = session.getTransactionCompletionCallbacksImplementor();
		BoundChanges changes = this.bound.get(callbacks);
		if (changes == null) {
			changes = new BoundChanges(this.handler, this.everything);
			this.bound.put(callbacks, changes);
			BoundChanges registered = changes;
			callbacks.registerCallback((AfterCompletionCallback) (committed, ending) -> {
				this.bound.remove(ending.getTransactionCompletionCallbacksImplementor(), registered);
				registered.afterCompletion(committed);
			});
		}
		return changes;
	}

	/** One transaction's changes. */
	private static final class BoundChanges {

		private final ChangeSet changes;

		private final Supplier<Invalidation> everything;

		private boolean unknown;

		private boolean awaitsCommit;

		private BoundChanges(CommitHandler handler, Supplier<Invalidation> everything) {
			this.changes = new ChangeSet(handler);
			this.everything = everything;
		}

		private void add(SharedSessionContractImplementor session, Invalidation change) {
			this.changes.add(change);
			awaitCommit(session);
		}

		private void addUnknown(SharedSessionContractImplementor session) {
			this.unknown = true;
			awaitCommit(session);
		}

		private void awaitCommit(SharedSessionContractImplementor session) {
			if (!this.awaitsCommit) {
				// Again if something changes after it was called: other callbacks write
				// too.
				this.awaitsCommit = true;
				session.getTransactionCompletionCallbacksImplementor()
					.registerCallback((BeforeCompletionCallback) (ending) -> beforeCommit());
			}
		}

		private void beforeCommit() {
			this.awaitsCommit = false;
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
