package io.entitycache.jdbc;

import java.sql.Connection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

import io.entitycache.Invalidation;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;

/**
 * Notes the tables that are written to before the readers of a data source's statements
 * exist, such as by the scripts and migrations that run at the start.
 */
final class EarlyStatements implements StatementReader {

	private static final int MAX_TABLES = 1000;

	private final TableNames names;

	private final Consumer<Set<String>> committed;

	/**
	 * Creates a new instance.
	 * @param names tells the tables of a statement
	 * @param committed receives the tables that a committed transaction has written to
	 */
	EarlyStatements(TableNames names, Consumer<Set<String>> committed) {
		this.names = names;
		this.committed = committed;
	}

	/** The tables of both, or {@link TableNames#ALL} if these are too many. */
	static Set<String> joined(Set<String> some, Set<String> more) {
		Set<String> joined = new LinkedHashSet<>(some);
		joined.addAll(more);
		return (joined.size() > MAX_TABLES) ? TableNames.ALL : joined;
	}

	@Override
	public boolean isOwn(String sql) {
		return false;
	}

	@Override
	public boolean isExecuting() {
		return false;
	}

	@Override
	public Invalidation changedBy(String sql, boolean update) {
		return new Invalidation(Set.of(), Set.of(), this.names.writtenBy(sql, update));
	}

	@Override
	public boolean take(Connection connection, Invalidation change) {
		return false;
	}

	@Override
	public void goesOn(Invalidation change) {
		// Whoever holds the transaction, its end counts as a commit here.
	}

	@Override
	public void changedBefore(Set<String> tables) {
		throw new UnsupportedOperationException("This reader is the first one");
	}

	@Override
	public CommitHandler handler() {
		return new CommitHandler() {

			@Override
			public void prepare(ChangeSet changes) {
				// There is no contact to the shared level yet.
			}

			@Override
			public void committed(ChangeSet changes) {
				EarlyStatements.this.committed.accept(changes.invalidation().tables());
			}

			@Override
			public void rolledBack(ChangeSet changes) {
			}

		};
	}

}
