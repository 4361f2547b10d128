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
 * A data source whose connections tell of the statements that run on them. What is
 * written before there are readers is noted for them; once it is certain that there will
 * be none, connections are handed out as they are.
 */
public final class WatchedDataSource extends DelegatingDataSource {

	private final CopyOnWriteArrayList<StatementReader> readers = new CopyOnWriteArrayList<>();

	private final List<StatementReader> early;

	private Set<String> writtenEarly = Set.of();

	private volatile boolean unread;

	/**
	 * Creates a new instance.
	 * @param target the data source that the connections come from
	 * @param names tells the tables of statements that run before there are readers
	 */
	public WatchedDataSource(DataSource target, TableNames names) {
		super(target);
		this.early = List.of(new EarlyStatements(names, this::writtenEarly));
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
	 * Has the reader told of the statements on connections that are opened from now on,
	 * and of the tables that were written to before.
	 */
	public void add(StatementReader reader) {
		Set<String> before;
		synchronized (this) {
			before = this.readers.addIfAbsent(reader) ? this.writtenEarly : Set.of();
		}
		if (!before.isEmpty()) {
			reader.changedBefore(before);
		}
	}

	// A connection that was opened before may commit after the readers have come.
	private void writtenEarly(Set<String> tables) {
		List<StatementReader> present;
		synchronized (this) {
			this.writtenEarly = EarlyStatements.joined(this.writtenEarly, tables);
			present = List.copyOf(this.readers);
		}
		present.forEach((reader) -> reader.changedBefore(tables));
	}

	/** No reader will come any more, so that connections need not be watched for one. */
	void expectNoReader() {
		this.unread = true;
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
		List<StatementReader> present = List.copyOf(this.readers);
		if (present.isEmpty() && this.unread) {
			return connection;
		}
		List<StatementReader> told = present.isEmpty() ? this.early : present;
		// A data source behind this one may be watched as well.
		return ConnectionWatch.serves(connection, told) ? connection : ConnectionWatch.of(connection, told);
	}

}
