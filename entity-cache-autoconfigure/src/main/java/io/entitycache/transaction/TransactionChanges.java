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
		if (isTransactionActive() && currentOrNew().add(change)) {
			return;
		}
		ChangeSet changes = new ChangeSet(this.handler);
		changes.add(change);
		changes.afterCompletion(/* committed= */ true);
	}

	/** Whether the current transaction named the entry. */
	public boolean touches(EntryKey key) {
		BoundChanges bound = current();
		return bound != null && bound.changes.touches(key);
	}

	/** Whether the current transaction named anything in the region. */
	public boolean touchesRegion(String region) {
		BoundChanges bound = current();
		return bound != null && bound.changes.touchesRegion(region);
	}

	/** Whether a transaction of Spring's is active on this thread. */
	public static boolean isTransactionActive() {
		return TransactionSynchronizationManager.isActualTransactionActive()
				&& TransactionSynchronizationManager.isSynchronizationActive();
	}

	private @Nullable BoundChanges current() {
		return (BoundChanges) TransactionSynchronizationManager.getResource(this);
	}

	private BoundChanges currentOrNew() {
		BoundChanges bound = current();
		if (bound == null) {
			bound = new BoundChanges(new ChangeSet(this.handler));
			TransactionSynchronizationManager.bindResource(this, bound);
			TransactionSynchronizationManager.registerSynchronization(bound);
		}
		return bound;
	}

	/** Binds a change set to the transaction that is current when it is created. */
	private final class BoundChanges implements TransactionSynchronization {

		private final ChangeSet changes;

		private boolean prepared;

		private BoundChanges(ChangeSet changes) {
			this.changes = changes;
		}

		private boolean add(Invalidation change) {
			if (this.changes.isCompleted()) {
				// A callback after the commit: for Spring the transaction is still
				// active.
				return false;
			}
			this.changes.add(change);
			if (this.prepared) {
				// A later callback before the commit, and nobody is going to ask again.
				this.changes.beforeCommit();
			}
			return true;
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
			this.prepared = true;
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
