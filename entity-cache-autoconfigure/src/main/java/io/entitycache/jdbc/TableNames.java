package io.entitycache.jdbc;

import java.util.Set;

/** Tells the names of the tables that a statement writes to. */
@FunctionalInterface
public interface TableNames {

	/** Stands for every table. */
	Set<String> ALL = Set.of("*");

	/**
	 * The lower-case names of the tables, without schema; {@link #ALL} if the text does
	 * not tell them.
	 * @param sql the statement's text
	 * @param update whether it is executed as one that returns no rows
	 */
	Set<String> writtenBy(String sql, boolean update);

}
