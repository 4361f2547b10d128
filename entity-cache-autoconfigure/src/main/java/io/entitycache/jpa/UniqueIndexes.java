package io.entitycache.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The columns that the database itself keeps unique by an index for each of them alone,
 * read from the driver's metadata. So a constraint that only a migration declares counts
 * as one that the mapping declares.
 * <p>
 * An index that covers only some of the rows proves nothing, nor does one on an
 * expression. The database is asked once per table, and only when the answer matters.
 * Safe for use by several threads.
 */
final class UniqueIndexes {

	private static final String UNQUOTED = "[^\"`\\[\\].]+";

	private final CatalogQuestions database;

	private final Map<String, Set<String>> byTable = new HashMap<>();

	UniqueIndexes(CatalogQuestions database) {
		this.database = database;
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
			Set<String> found = (table.indexOf('(') < 0) ? this.database
				.ask((connection) -> uniqueColumns(connection, parts(table, connection.getMetaData()))) : null;
			columns = (found != null) ? found : Set.of();
			this.byTable.put(table, columns);
		}
		return columns.contains(WrittenTables.unqualified(column));
	}

	/** Why the database has not answered, {@code null} if it has. */
	@Nullable String failure() {
		return this.database.failure();
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
	static List<String> parts(String name, DatabaseMetaData database) throws SQLException {
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
