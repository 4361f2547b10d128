package io.entitycache.testsupport;

/**
 * How to connect to a database of a {@link PostgresTestServer}.
 *
 * @param jdbcUrl the URL, without user and password
 * @param username the owner of the database
 * @param password the owner's password
 */
public record PostgresDatabase(String jdbcUrl, String username, String password) {

}
