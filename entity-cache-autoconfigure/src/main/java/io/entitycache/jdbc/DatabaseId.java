package io.entitycache.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.UUID;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/**
 * What tells one database from another: the same on every process that uses it, and after
 * a failover to its replica. PostgreSQL knows what cluster it is; any other database goes
 * by the address it is reached at, and one in the memory of this process is known to this
 * process alone.
 */
public final class DatabaseId {

	private static final String PROCESS = UUID.randomUUID().toString();

	private static final Pattern IN_MEMORY = Pattern.compile("jdbc:(?:h2:mem|hsqldb:mem|derby:memory):.*");

	// What follows the address, and who signs in, such as in "oracle:thin:scott/tiger@".
	private static final Pattern PARAMETERS = Pattern.compile("[?;].*");

	private static final Pattern USER = Pattern.compile("(?<=//)[^/@]*@|(?<=:)[^:/@]+/[^/@]*@");

	private DatabaseId() {
	}

	/**
	 * The id of the database, without anything secret.
	 * @param dataSource gives connections with it
	 * @param schema the schema and catalog that the mapping names, perhaps empty
	 * @throws SQLException if the database does not answer
	 */
	public static String of(DataSource dataSource, String schema) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			String product = connection.getMetaData().getDatabaseProductName();
			String place = "%s %s.%s".formatted(product, word(connection.getCatalog()), word(connection.getSchema()));
			String cluster = product.equals("PostgreSQL") ? cluster(connection) : null;
			String basis = (cluster != null) ? cluster : address(connection.getMetaData().getURL());
			return place + (schema.isEmpty() ? "" : " (" + schema + ")") + " #" + hash(basis);
		}
	}

	private static String word(@Nullable String name) {
		return (name != null) ? name : "";
	}

	// Its replicas have the same one, and its user may be denied it.
	private static @Nullable String cluster(Connection connection) throws SQLException {
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select system_identifier from pg_control_system()")) {
			return row.next() ? row.getString(1) : null;
		}
		catch (SQLException ex) {
			if (!connection.getAutoCommit()) {
				connection.rollback();
			}
			return null;
		}
	}

	static String address(@Nullable String url) {
		String known = (url != null) ? url : "";
		String address = USER.matcher(PARAMETERS.matcher(known).replaceFirst("")).replaceAll("");
		return IN_MEMORY.matcher(address).matches() ? address + " of process " + PROCESS : address;
	}

	private static String hash(String basis) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(basis.getBytes(StandardCharsets.UTF_8));
			return HexFormat.of().formatHex(digest, 0, 6);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
