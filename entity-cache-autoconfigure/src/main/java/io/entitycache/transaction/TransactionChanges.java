package io.entitycache.transaction;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import org.jspecify.annotations.Nullable;

import org.springframework.core.Ordered;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The changes that the application itself names inside a transaction of Spring's, such as
 * an eviction after a statement that nobody could see. Changes seen by a persistence
 * provider are bound to its session instead, which may end before or after Spring's
 * transaction does.
 */
public final class TransactionChanges {

	private final CommitHandler handler;

	public TransactionChanges(CommitHandler handler) {
		this.handler = handler;
	}

	/**
	 * Hands the change over when the current transaction commits, or at once if there is
	 * none.
	 */
	public void record(Invalidation change) {
		if (change.isEmpty()) {
			return;
		}
		if (isTransactionActive()) {
			currentOrNew().add(change);
			return;
		}
		ChangeSet changes = new ChangeSet(this.handler);
		changes.add(change);
		changes.afterCompletion(/* committed= */ true);
	}

	/** Whether the current transaction named the entry. */
	public boolean touches(EntryKey key) {
		ChangeSet changes = current();
		return changes != null && changes.touches(key);
	}

	/** Whether a transaction of Spring's is active on this thread. */
	public static boolean isTransactionActive() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive();
	}

	private @Nullable ChangeSet current() {
		if (!TransactionSynchronizationManager.isSynchronizationActive()) {
			return null;
		}
		BoundChanges bound = (BoundChanges) TransactionSynchronizationManager.getResource(this);
		return (bound != null) ? bound.changes : null;
	}

	private ChangeSet currentOrNew() {
		ChangeSet changes = current();
		if (changes == null) {
			BoundChanges bound = new BoundChanges(new ChangeSet(this.handler));
			TransactionSynchronizationManager.bindResource(this, bound);
			TransactionSynchronizationManager.registerSynchronization(bound);
			changes = bound.changes;
		}
		return changes;
	}

	/** Binds a change set to the transaction that is current when it is created. */
	private final class BoundChanges implements TransactionSynchronization {

		private final ChangeSet changes;

		private BoundChanges(ChangeSet changes) {
			this.changes = changes;
		}

		@Override
		public int getOrder() {
			// Before other callbacks, which may read what was committed.
			return Ordered.HIGHEST_PRECEDENCE;
		}

		@Override
		public void suspend() {
			TransactionSynchronizationManager.unbindResource(TransactionChanges.this);
		}

		@Override
		public void resume() {
			TransactionSynchronizationManager.bindResource(TransactionChanges.this, this);
		}

		@Override
		public void beforeCommit(boolean readOnly) {
			this.changes.beforeCommit();
		}

		@Override
		public void afterCommit() {
			this.changes.afterCompletion(/* committed= */ true);
		}

		@Override
		public void afterCompletion(int status) {
			TransactionSynchronizationManager.unbindResourceIfPossible(TransactionChanges.this);
			this.changes.afterCompletion(status != STATUS_ROLLED_BACK);
		}

	}

}
