package io.entitycache.jdbc;

import java.sql.Connection;
import java.util.Set;

import io.entitycache.Invalidation;
import io.entitycache.transaction.CommitHandler;

/** Understands the statements that run on a {@link WatchedDataSource}. */
public interface StatementReader {

	/**
	 * Whether the statement that this thread prepares now is one that the reader knows of
	 * by other means. Answered once for each such statement.
	 */
	boolean isOwn(String sql);

	/** Whether what this thread executes now is known to the reader by other means. */
	boolean isExecuting();

	/**
	 * What the statement makes stale.
	 * @param sql its text
	 * @param update whether it is executed as one that returns no rows
	 */
	Invalidation changedBy(String sql, boolean update);

	/**
	 * Takes the change into a transaction that the reader knows the end of, if the
	 * connection belongs to one.
	 * @return whether it has done so; else the end of the connection's transaction counts
	 */
	boolean take(Connection connection, Invalidation change);

	/**
	 * The connection was given back inside its transaction, which may go on without it.
	 */
	void goesOn(Invalidation change);

	/**
	 * Receives the tables that were written to, and committed, on connections that were
	 * opened before this reader was added.
	 * @param tables their names, or {@link TableNames#ALL}
	 */
	void changedBefore(Set<String> tables);

	/** Is told of the changes that are not taken. */
	CommitHandler handler();

}
