package io.entitycache.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import io.entitycache.Invalidation;
import io.entitycache.jdbc.ConnectionWatch.StatementChange;
import org.jspecify.annotations.Nullable;

/** Sees the executions of one statement. */
final class StatementWatch implements InvocationHandler {

	private static final Pattern COMMIT = Pattern.compile("\\s*(?:commit|end)\\b", Pattern.CASE_INSENSITIVE);

	private final Statement target;

	/** {@code null} if it is given with each execution. */
	private final @Nullable String sql;

	private final List<StatementReader> readers;

	private final ConnectionWatch watch;

	private final Connection connection;

	private List<StatementChange> batch = List.of();

	private @Nullable List<StatementChange> ofUpdate;

	private @Nullable List<StatementChange> ofAny;

	StatementWatch(Statement target, @Nullable String sql, List<StatementReader> readers, ConnectionWatch watch,
			Connection connection) {
		this.target = target;
		this.sql = sql;
		this.readers = readers;
		this.watch = watch;
		this.connection = connection;
	}

	Object proxy() {
		return Proxy.newProxyInstance(StatementWatch.class.getClassLoader(), new Class<?>[] { type() }, this);
	}

	private Class<?> type() {
		if (this.target instanceof CallableStatement) {
			return CallableStatement.class;
		}
		return (this.target instanceof PreparedStatement) ? PreparedStatement.class : Statement.class;
	}

	@Override
	public @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		WatchedCall call = new WatchedCall(proxy, this.target, method, arguments);
		return switch (call.name()) {
			case "executeUpdate", "executeLargeUpdate" -> execute(call, /* update= */ true);
			case "execute", "executeQuery" -> execute(call, /* update= */ false);
			case "addBatch" -> addBatch(call);
			case "clearBatch" -> clearBatch(call);
			case "executeBatch", "executeLargeBatch" -> executeBatch(call);
			case "getConnection" -> this.connection;
			default -> call.answer();
		};
	}

	private @Nullable Object execute(WatchedCall call, boolean update) throws Throwable {
		String given = call.text();
		List<StatementChange> changes = (given != null) ? changes(given, update) : ownChanges(update);
		Object result = run(call, changes);
		String executed = (given != null) ? given : this.sql;
		if (executed != null && COMMIT.matcher(executed).lookingAt()) {
			this.watch.committedByText();
		}
		return result;
	}

	private @Nullable Object run(WatchedCall call, List<StatementChange> changes) throws Throwable {
		List<StatementChange> foreign = changes.stream()
			.filter((change) -> this.sql != null || !change.reader().isExecuting())
			.toList();
		return foreign.isEmpty() ? call.proceed() : this.watch.execute(call, foreign, this.connection);
	}

	private @Nullable Object addBatch(WatchedCall call) throws Throwable {
		String given = call.text();
		this.batch = merged(this.batch, (given != null) ? changes(given, true) : ownChanges(true));
		return call.proceed();
	}

	private @Nullable Object clearBatch(WatchedCall call) throws Throwable {
		this.batch = List.of();
		return call.proceed();
	}

	private @Nullable Object executeBatch(WatchedCall call) throws Throwable {
		List<StatementChange> changes = this.batch;
		this.batch = List.of();
		return run(call, changes);
	}

	private static List<StatementChange> merged(List<StatementChange> some, List<StatementChange> more) {
		if (some.equals(more) || more.isEmpty()) {
			return some;
		}
		List<StatementChange> merged = new ArrayList<>(some);
		for (StatementChange change : more) {
			StatementChange before = merged.stream()
				.filter((other) -> other.reader() == change.reader())
				.findFirst()
				.orElse(null);
			merged.remove(before);
			merged.add((before != null) ? before.and(change.stale()) : change);
		}
		return merged;
	}

	private List<StatementChange> ownChanges(boolean update) {
		String text = this.sql;
		if (text == null) {
			return List.of();
		}
		List<StatementChange> known = update ? this.ofUpdate : this.ofAny;
		if (known == null) {
			known = changes(text, update);
			this.ofUpdate = update ? known : this.ofUpdate;
			this.ofAny = update ? this.ofAny : known;
		}
		return known;
	}

	private List<StatementChange> changes(String text, boolean update) {
		List<StatementChange> changes = new ArrayList<>();
		for (StatementReader reader : this.readers) {
			Invalidation stale = reader.changedBy(text, update);
			if (!stale.isEmpty()) {
				changes.add(new StatementChange(reader, stale));
			}
		}
		return changes;
	}

}
