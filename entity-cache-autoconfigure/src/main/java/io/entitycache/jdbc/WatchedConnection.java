package io.entitycache.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Marks the connections of a {@link WatchedDataSource}. */
public interface WatchedConnection extends Connection {

	/** Whether a connection is the watched one, perhaps behind other proxies. */
	static boolean isSame(Connection connection, Connection watched) {
		try {
			return connection == watched || (connection.isWrapperFor(WatchedConnection.class)
					&& connection.unwrap(WatchedConnection.class) == watched);
		}
		catch (SQLException ex) {
			return false;
		}
	}

}
