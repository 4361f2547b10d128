package io.entitycache.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.entitycache.Invalidation;
import io.entitycache.transaction.ChangeSet;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** Sees what is done with one connection. */
final class ConnectionWatch implements InvocationHandler {

	private final Connection target;

	private final List<StatementReader> readers;

	private final OpenChanges open = new OpenChanges();

	private ConnectionWatch(Connection target, List<StatementReader> readers) {
		this.target = target;
		this.readers = readers;
	}

	static Connection of(Connection target, List<StatementReader> readers) {
		return (Connection) Proxy.newProxyInstance(ConnectionWatch.class.getClassLoader(),
				new Class<?>[] { WatchedConnection.class }, new ConnectionWatch(target, readers));
	}

	/** Whether the connection is one whose statements all these readers see. */
	static boolean serves(Connection connection, List<StatementReader> readers) throws SQLException {
		return connection.isWrapperFor(WatchedConnection.class)
				&& Proxy
					.getInvocationHandler(connection.unwrap(WatchedConnection.class)) instanceof ConnectionWatch watch
				&& watch.readers.containsAll(readers);
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		WatchedCall call = new WatchedCall(proxy, this.target, method, arguments);
		return switch (call.name()) {
			case "prepareStatement", "prepareCall" -> prepared(call);
			case "createStatement" -> statement(call, null, this.readers);
			case "commit" -> commit(call);
			case "setAutoCommit" -> call.argument() ? commit(call) : call.proceed();
			case "rollback" -> call.hasArguments() ? call.proceed() : rollback(call);
			case "close", "abort" -> close(call);
			default -> call.answer();
		};
	}

	private @Nullable Object prepared(WatchedCall call) throws Throwable {
		String sql = call.text();
		Assert.state(sql != null, "a statement without text");
		List<StatementReader> foreign = this.readers.stream().filter((reader) -> !reader.isOwn(sql)).toList();
		return foreign.isEmpty() ? call.proceed() : statement(call, sql, foreign);
	}

	private Object statement(WatchedCall call, @Nullable String sql, List<StatementReader> foreign) throws Throwable {
		Statement statement = (Statement) call.proceed();
		Assert.state(statement != null, "no statement");
		return new StatementWatch(statement, sql, foreign, this, (Connection) call.proxy()).proxy();
	}

	private @Nullable Object commit(WatchedCall call) throws Throwable {
		if (this.open.isEmpty()) {
			return call.proceed();
		}
		this.open.beforeCommit();
		boolean committed = false;
		try {
			Object result = call.proceed();
			committed = true;
			return result;
		}
		finally {
			this.open.ended(committed);
		}
	}

	private @Nullable Object rollback(WatchedCall call) throws Throwable {
		try {
			return call.proceed();
		}
		finally {
			this.open.ended(/* committed= */ false);
		}
	}

	private @Nullable Object close(WatchedCall call) throws Throwable {
		try {
			return call.proceed();
		}
		finally {
			this.open.givenUp();
		}
	}

	/** Executes a statement that makes something stale. */
	@Nullable Object execute(WatchedCall call, List<StatementChange> changes, Connection proxy) throws Throwable {
		if (this.target.getAutoCommit()) {
			return executeAlone(call, changes);
		}
		changes.forEach((change) -> {
			if (!change.reader().take(proxy, change.stale())) {
				this.open.add(change.reader(), change.stale());
			}
		});
		return call.proceed();
	}

	private @Nullable Object executeAlone(WatchedCall call, List<StatementChange> changes) throws Throwable {
		List<ChangeSet> sets = changes.stream().map(StatementChange::toChangeSet).toList();
		sets.forEach(ChangeSet::beforeCommit);
		try {
			return call.proceed();
		}
		finally {
			// A failed batch may have done a part of its work.
			sets.forEach((set) -> set.afterCompletion(/* committed= */ true));
		}
	}

	/** The transaction was committed by a statement. */
	void committedByText() {
		this.open.ended(/* committed= */ true);
	}

	/** What a statement makes stale, as one of its readers understands it. */
	record StatementChange(StatementReader reader, Invalidation stale) {

		ChangeSet toChangeSet() {
			ChangeSet changes = new ChangeSet(this.reader.handler());
			changes.add(this.stale);
			return changes;
		}

		StatementChange and(Invalidation more) {
			return new StatementChange(this.reader, this.stale.and(more));
		}

	}

}
