package io.entitycache.transaction;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Puts off, until the current transaction of Spring's has committed, what must not happen
 * if it rolls back. Bounded: past a thousand actions further ones are dropped.
 */
public final class AfterCommit {

	private static final Log logger = LogFactory.getLog(AfterCommit.class);

	private static final int LONGEST = 1000;

	private AfterCommit() {
	}

	/**
	 * Runs the action on this thread when the current transaction has committed, and not
	 * at all if it does not. What it throws is logged.
	 */
	public static void run(Runnable action) {
		Actions actions = (Actions) TransactionSynchronizationManager.getResource(AfterCommit.class);
		if (actions == null) {
			actions = new Actions();
			TransactionSynchronizationManager.bindResource(AfterCommit.class, actions);
			TransactionSynchronizationManager.registerSynchronization(actions);
		}
		if (actions.list.size() < LONGEST) {
			actions.list.add(action);
		}
	}

	/** The actions of the transaction that is current when this is created. */
	private static final class Actions implements TransactionSynchronization {

		private final List<Runnable> list = new ArrayList<>();

		@Override
		public void suspend() {
			TransactionSynchronizationManager.unbindResource(AfterCommit.class);
		}

		@Override
		public void resume() {
			TransactionSynchronizationManager.bindResource(AfterCommit.class, this);
		}

		@Override
		public void afterCommit() {
			try {
				this.list.forEach(Runnable::run);
			}
			catch (RuntimeException ex) {
				// Thrown further it would hide a commit from its caller.
				logger.warn("What was put off until a commit failed", ex);
			}
		}

		@Override
		public void afterCompletion(int status) {
			TransactionSynchronizationManager.unbindResourceIfPossible(AfterCommit.class);
		}

	}

}
