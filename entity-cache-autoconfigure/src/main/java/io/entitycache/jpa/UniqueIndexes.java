package io.entitycache.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * The columns that the database itself keeps unique by an index for each of them alone,
 * read from the driver's metadata. So a constraint that only a migration declares counts
 * as one that the mapping declares.
 * <p>
 * An index that covers only some of the rows proves nothing, nor does one on an
 * expression. The database is asked once per table, each time for {@link #TIMEOUT} at
 * most, and only when the answer matters. Safe for use by several threads.
 */
final class UniqueIndexes {

	/** The longest time that one question may take, with the wait for a connection. */
	static final Duration TIMEOUT = Duration.ofSeconds(10);

	private static final String UNQUOTED = "[^\"`\\[\\].]+";

	private final SessionFactoryImplementor sessionFactory;

	private final Duration timeout;

	private final Map<String, Set<String>> byTable = new HashMap<>();

	private @Nullable String failure;

	UniqueIndexes(SessionFactoryImplementor sessionFactory, Duration timeout) {
		this.sessionFactory = sessionFactory;
		this.timeout = timeout;
	}

	/**
	 * Whether the column is unique by itself; {@code false} if the database does not
	 * answer.
	 * @param table the table as the mapping names it, perhaps qualified and quoted
	 * @param column the column as the mapping names it
	 */
	synchronized boolean contains(String table, String column) {
		Set<String> columns = this.byTable.get(table);
		if (columns == null) {
			// A database that has not answered once is not waited for again and again.
			columns = (this.failure == null && table.indexOf('(') < 0) ? ask(table) : Set.of();
			this.byTable.put(table, columns);
		}
		return columns.contains(WrittenTables.unqualified(column));
	}

	/** Why the database has not answered, {@code null} if it has. */
	synchronized @Nullable String failure() {
		return this.failure;
	}

	private Set<String> ask(String table) {
		AtomicReference<@Nullable Connection> used = new AtomicReference<>();
		FutureTask<Set<String>> question = new FutureTask<>(() -> read(table, used));
		Thread thread = new Thread(question, "entity-cache-unique-indexes");
		thread.setDaemon(true);
		thread.start();
		try {
			return question.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			this.failure = "no answer within %d ms".formatted(this.timeout.toMillis());
			question.cancel(/* mayInterruptIfRunning= */ true);
			abort(used.get());
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			this.failure = cause.getClass().getSimpleName() + ": " + cause.getMessage();
		}
		catch (InterruptedException ex) {
			question.cancel(/* mayInterruptIfRunning= */ true);
			abort(used.get());
			Thread.currentThread().interrupt();
			this.failure = "interrupted";
		}
		return Set.of();
	}

	/** Ends a call that no interrupt ends. */
	private static void abort(@Nullable Connection connection) {
		try {
			if (connection != null) {
				connection.abort(Runnable::run);
			}
		}
		catch (SQLException | RuntimeException ex) {
			// The thread is a daemon, and nobody waits for it.
		}
	}

	private Set<String> read(String table, AtomicReference<@Nullable Connection> used) throws SQLException {
		JdbcConnectionAccess access = this.sessionFactory.getJdbcServices().getBootstrapJdbcConnectionAccess();
		Connection connection = access.obtainConnection();
		used.set(connection);
		try {
			return uniqueColumns(connection, parts(table, connection.getMetaData()));
		}
		finally {
			used.set(null);
			access.releaseConnection(connection);
		}
	}

	private static Set<String> uniqueColumns(Connection connection, List<String> name) throws SQLException {
		DatabaseMetaData database = connection.getMetaData();
		int last = name.size() - 1;
		String catalog = (last > 1) ? name.get(last - 2) : connection.getCatalog();
		String schema = (last > 0) ? name.get(last - 1) : connection.getSchema();
		if (last == 1 && !database.supportsSchemasInDataManipulation()) {
			// What stands before the table is what the driver calls a catalog.
			catalog = schema;
			schema = null;
		}
		Map<String, List<@Nullable String>> indexes = new LinkedHashMap<>();
		try (ResultSet rows = database.getIndexInfo(catalog, schema, name.get(last),
				/* unique= */ true, /* approximate= */ true)) {
			while (rows.next()) {
				addColumn(rows, indexes);
			}
		}
		return alone(indexes);
	}

	private static void addColumn(ResultSet row, Map<String, List<@Nullable String>> indexes) throws SQLException {
		String index = row.getString("INDEX_NAME");
		if (index == null || row.getBoolean("NON_UNIQUE")
				|| row.getShort("TYPE") == DatabaseMetaData.tableIndexStatistic) {
			return;
		}
		List<@Nullable String> columns = indexes.computeIfAbsent(index, (added) -> new ArrayList<>());
		columns.add(row.getString("COLUMN_NAME"));
		String filter = row.getString("FILTER_CONDITION");
		if (filter != null && !filter.isEmpty()) {
			// Rows beside the condition may have the same value: it is no longer alone.
			columns.add(null);
		}
	}

	private static Set<String> alone(Map<String, List<@Nullable String>> indexes) {
		Set<String> alone = new HashSet<>();
		for (List<@Nullable String> columns : indexes.values()) {
			String column = columns.get(0);
			if (columns.size() == 1 && column != null) {
				alone.add(WrittenTables.unqualified(column));
			}
		}
		return alone;
	}

	/** The parts of a name as the database stores them: catalog, schema, table. */
	private static List<String> parts(String name, DatabaseMetaData database) throws SQLException {
		List<String> parts = new ArrayList<>();
		for (String part : name.split("\\.(?=(?:[^\"`]*[\"`][^\"`]*[\"`])*[^\"`]*$)", -1)) {
			parts.add(part.matches(UNQUOTED) ? stored(part, database) : part.substring(1, part.length() - 1));
		}
		return parts;
	}

	private static String stored(String name, DatabaseMetaData database) throws SQLException {
		if (database.storesUpperCaseIdentifiers()) {
			return name.toUpperCase(Locale.ROOT);
		}
		return database.storesLowerCaseIdentifiers() ? name.toLowerCase(Locale.ROOT) : name;
	}

}
