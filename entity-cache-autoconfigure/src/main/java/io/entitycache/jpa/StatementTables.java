package io.entitycache.jpa;

import java.util.Set;

import io.entitycache.jdbc.TableNames;
import io.entitycache.jpa.WrittenTables.Kind;

/** Reads the names of the tables that a statement writes to out of its text. */
public final class StatementTables implements TableNames {

	@Override
	public Set<String> writtenBy(String sql, boolean update) {
		WrittenTables written = update ? WrittenTables.ofUpdate(sql) : WrittenTables.of(sql);
		return (written.kind() == Kind.UNKNOWN) ? ALL : written.names();
	}

}
