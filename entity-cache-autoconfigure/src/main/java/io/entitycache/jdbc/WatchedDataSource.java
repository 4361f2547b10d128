package io.entitycache.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * A data source whose connections tell of the statements that run on them. Without
 * readers it hands out the connections as they are.
 */
public final class WatchedDataSource extends DelegatingDataSource {

	private final CopyOnWriteArrayList<StatementReader> readers = new CopyOnWriteArrayList<>();

	public WatchedDataSource(DataSource target) {
		super(target);
	}

	/** Those that the data source's connections come from. */
	public static Set<WatchedDataSource> in(@Nullable DataSource dataSource) {
		Set<WatchedDataSource> found = Collections.newSetFromMap(new IdentityHashMap<>());
		collect(dataSource, found);
		return found;
	}

	private static void collect(@Nullable DataSource dataSource, Set<WatchedDataSource> found) {
		if (dataSource instanceof WatchedDataSource watched) {
			found.add(watched);
		}
		if (dataSource instanceof DelegatingDataSource delegating) {
			collect(delegating.getTargetDataSource(), found);
		}
		else if (dataSource instanceof AbstractRoutingDataSource routing) {
			routing.getResolvedDataSources().values().forEach((target) -> collect(target, found));
			collect(routing.getResolvedDefaultDataSource(), found);
		}
		else if (dataSource != null) {
			unwrap(dataSource, found);
		}
	}

	private static void unwrap(DataSource dataSource, Set<WatchedDataSource> found) {
		try {
			if (dataSource.isWrapperFor(WatchedDataSource.class)) {
				collect(dataSource.unwrap(WatchedDataSource.class), found);
			}
		}
		catch (SQLException ex) {
			// It cannot tell, so nobody can.
		}
	}

	/**
	 * Has the reader told of the statements on connections that are opened from now on.
	 */
	public void add(StatementReader reader) {
		this.readers.addIfAbsent(reader);
	}

	/** Whether anybody reads the statements. */
	public boolean isRead() {
		return !this.readers.isEmpty();
	}

	@Override
	public Connection getConnection() throws SQLException {
		return watched(super.getConnection());
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		return watched(super.getConnection(username, password));
	}

	private Connection watched(Connection connection) throws SQLException {
		// A data source behind this one may be watched as well.
		boolean already = this.readers.isEmpty() || connection.isWrapperFor(WatchedConnection.class);
		return already ? connection : ConnectionWatch.of(connection, List.copyOf(this.readers));
	}

}
