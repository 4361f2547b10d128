package io.entitycache.transaction;

import org.jspecify.annotations.Nullable;

/** Is told when a transaction that changed something ends. */
public interface CommitHandler {

	/** Whether it is to be told what became of single rows. Asked often. */
	default boolean wantsRows() {
		return false;
	}

	/**
	 * This moment; {@code null} if {@link #isChangedSince} knows of none. Asked often,
	 * and before anything is read of which it is to be the moment.
	 */
	default @Nullable ReadMoment now() {
		return null;
	}

	/**
	 * Whether the region as a whole was changed since that moment, or may be by a
	 * transaction that has not ended, on any node as far as this one has heard.
	 */
	default boolean isChangedSince(String region, ReadMoment moment) {
		return true;
	}

	/**
	 * It is about to change regions as a whole, which {@link ChangeSet#invalidation} has
	 * already. Called before the statement is executed.
	 */
	default void changesRegions(ChangeSet changes) {
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
