package io.entitycache.jpa;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.hibernate.dialect.Dialect;
import org.hibernate.dialect.H2Dialect;
import org.hibernate.dialect.MariaDBDialect;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * What the catalogs of PostgreSQL, H2, MariaDB and MySQL say of columns; nothing is known
 * of other databases. Each table is read once, and only when one of its columns matters.
 * Safe for use by several threads.
 */
final class ColumnCatalog {

	/*
	 * Domains lead to the type they are made of. Case is plain unless the database's own
	 * rules are those of a language that tells a dotted i from a dotless one.
	 */
	private static final String POSTGRES = """
			with recursive typed(attname, collated, oid, modifier) as (
				select a.attname, a.attcollation, a.atttypid, a.atttypmod
				  from pg_catalog.pg_attribute a
				 where a.attrelid = to_regclass(?) and a.attnum > 0 and not a.attisdropped
				union all
				select d.attname, d.collated, t.typbasetype, t.typtypmod
				  from typed d join pg_catalog.pg_type t on t.oid = d.oid where t.typtype = 'd')
			select d.attname, t.typname, d.modifier, c.collisdeterministic, lower('I') = 'i'
			  from typed d join pg_catalog.pg_type t on t.oid = d.oid and t.typtype <> 'd'
			  left join pg_catalog.pg_collation c on c.oid = d.collated
			""";

	private static final String H2 = """
			select column_name, data_type, collation_name, numeric_scale, datetime_precision
			  from information_schema.columns where table_schema = coalesce(?, schema()) and table_name = ?
			""";

	private static final String MYSQL = """
			select column_name, data_type, collation_name, numeric_scale, datetime_precision
			  from information_schema.columns where table_schema = coalesce(?, database()) and table_name = ?
			""";

	private final CatalogQuestions database;

	private final Dialect dialect;

	private final Map<String, Map<String, CatalogColumn>> byTable = new HashMap<>();

	ColumnCatalog(CatalogQuestions database, SessionFactoryImplementor sessionFactory) {
		this.database = database;
		this.dialect = sessionFactory.getJdbcServices().getDialect();
	}

	/**
	 * What is known of the column, {@code null} if nothing.
	 * @param table the table as the mapping names it, perhaps qualified and quoted
	 * @param name the column as the mapping names it
	 */
	synchronized @Nullable CatalogColumn column(String table, String name) {
		Map<String, CatalogColumn> columns = this.byTable.get(table);
		if (columns == null) {
			Map<String, CatalogColumn> found = (table.indexOf('(') < 0)
					? this.database.ask((connection) -> read(connection, table)) : null;
			columns = (found != null) ? found : Map.of();
			this.byTable.put(table, columns);
		}
		return columns.get(WrittenTables.unqualified(name));
	}

	private Map<String, CatalogColumn> read(Connection connection, String table) throws SQLException {
		if (this.dialect instanceof PostgreSQLDialect) {
			try (PreparedStatement query = connection.prepareStatement(POSTGRES)) {
				query.setString(1, table);
				return columns(query, ColumnCatalog::postgres);
			}
		}
		if (this.dialect instanceof H2Dialect) {
			return read(connection, H2, table, ColumnCatalog::h2);
		}
		// Others that derive from MySQL compare in ways of their own.
		boolean mySql = this.dialect instanceof MariaDBDialect || this.dialect.getClass() == MySQLDialect.class;
		return mySql ? read(connection, MYSQL, table, ColumnCatalog::mySql) : Map.of();
	}

	private static Map<String, CatalogColumn> read(Connection connection, String sql, String table, RowReader reader)
			throws SQLException {
		DatabaseMetaData metaData = connection.getMetaData();
		List<String> name = UniqueIndexes.parts(table, metaData);
		try (PreparedStatement query = connection.prepareStatement(sql)) {
			query.setString(1, (name.size() > 1) ? name.get(name.size() - 2) : null);
			query.setString(2, name.get(name.size() - 1));
			return columns(query, reader);
		}
	}

	private static Map<String, CatalogColumn> columns(PreparedStatement query, RowReader reader) throws SQLException {
		Map<String, CatalogColumn> columns = new HashMap<>();
		try (ResultSet rows = query.executeQuery()) {
			while (rows.next()) {
				// Of two names that differ in case alone, none is sure.
				columns.merge(WrittenTables.unqualified(rows.getString(1)), reader.read(rows),
						(one, other) -> CatalogColumn.UNKNOWN);
			}
		}
		return columns;
	}

	private static CatalogColumn postgres(ResultSet row) throws SQLException {
		String type = row.getString(2);
		int modifier = row.getInt(3);
		boolean deterministic = row.getBoolean(4);
		boolean plainCase = row.getBoolean(5);
		return switch (type) {
			case "varchar", "text" ->
				deterministic ? CatalogColumn.ofTexts(ColumnEquality.JAVA) : CatalogColumn.UNKNOWN;
			case "bpchar" ->
				deterministic ? CatalogColumn.ofTexts(ColumnEquality.TRAILING_BLANKS) : CatalogColumn.UNKNOWN;
			case "citext" -> plainCase ? CatalogColumn.ofTexts(ColumnEquality.CASE) : CatalogColumn.UNKNOWN;
			// Precision and scale, the latter in eleven bits with a sign.
			case "numeric" -> CatalogColumn.ofDecimals((modifier < 0) ? null : (modifier - 4 << 21) >> 21);
			case "timestamp", "timestamptz" -> CatalogColumn.ofTimes((modifier < 0) ? 6 : modifier);
			default -> CatalogColumn.UNKNOWN;
		};
	}

	private static CatalogColumn h2(ResultSet row) throws SQLException {
		boolean bytes = "OFF".equals(row.getString(3));
		return switch (row.getString(2)) {
			case "CHARACTER VARYING" -> bytes ? CatalogColumn.ofTexts(ColumnEquality.JAVA) : CatalogColumn.UNKNOWN;
			case "CHARACTER" -> bytes ? CatalogColumn.ofTexts(ColumnEquality.TRAILING_BLANKS) : CatalogColumn.UNKNOWN;
			case "VARCHAR_IGNORECASE" -> bytes ? CatalogColumn.ofTexts(ColumnEquality.CASE) : CatalogColumn.UNKNOWN;
			case "NUMERIC", "DECIMAL" -> CatalogColumn.ofDecimals(row.getInt(4));
			case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> CatalogColumn.ofTimes(row.getInt(5));
			default -> CatalogColumn.UNKNOWN;
		};
	}

	private static CatalogColumn mySql(ResultSet row) throws SQLException {
		String collation = row.getString(3);
		return switch (row.getString(2).toLowerCase(Locale.ROOT)) {
			case "varchar", "text", "tinytext", "mediumtext", "longtext" ->
				(collation != null) ? CatalogColumn.ofTexts(Collations.equality(collation)) : CatalogColumn.UNKNOWN;
			// What is stored has no blanks at its end.
			case "char" -> (collation != null && Collations.isPadded(collation))
					? CatalogColumn.ofTexts(Collations.equality(collation)) : CatalogColumn.UNKNOWN;
			case "decimal" -> CatalogColumn.ofDecimals(row.getInt(4));
			case "datetime" -> CatalogColumn.ofTimes(row.getInt(5));
			default -> CatalogColumn.UNKNOWN;
		};
	}

	/** Reads what a row of the catalog says. */
	@FunctionalInterface
	private interface RowReader {

		CatalogColumn read(ResultSet row) throws SQLException;

	}

}
