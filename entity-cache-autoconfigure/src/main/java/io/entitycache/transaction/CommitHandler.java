package io.entitycache.transaction;

/** Is told when a transaction that changed something ends. */
public interface CommitHandler {

	/** Whether it is to be told what became of single rows. Asked often. */
	default boolean wantsRows() {
		return false;
	}

	/**
	 * It is about to commit. Runs on the transaction's thread, with its connection held.
	 * Called again, with all changes, if something changes after the first time.
	 * @throws RuntimeException if it must not commit
	 */
	void prepare(ChangeSet changes);

	/**
	 * It has committed, or its outcome is unknown. Runs before the commit call returns to
	 * the application; must not throw. {@link #prepare} may not have been called.
	 */
	void committed(ChangeSet changes);

	/** It has rolled back; must not throw. {@link #prepare} may not have been called. */
	void rolledBack(ChangeSet changes);

}
