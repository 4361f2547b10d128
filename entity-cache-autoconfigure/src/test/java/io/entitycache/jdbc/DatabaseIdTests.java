package io.entitycache.jdbc;

import java.sql.SQLException;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link DatabaseId}. */
class DatabaseIdTests {

	@Test
	void databaseIsTheSameByWhateverAddressAndUserItIsReached() throws SQLException {
		PostgresDatabase database = PostgresTestServer.shared().createDatabase("identified");
		String other = database.jdbcUrl().replace("localhost", "127.0.0.1") + "?connectTimeout=7";

		assertThat(other).isNotEqualTo(database.jdbcUrl());
		assertThat(postgres(database, other)).isEqualTo(postgres(database, database.jdbcUrl()))
			.startsWith("PostgreSQL identified.public #");
	}

	@Test
	void databasesAndSchemasOfOneServerAreTold() throws SQLException {
		PostgresDatabase one = PostgresTestServer.shared().createDatabase("one_of_two");
		PostgresDatabase two = PostgresTestServer.shared().createDatabase("two_of_two");

		assertThat(postgres(one, one.jdbcUrl())).isNotEqualTo(postgres(two, two.jdbcUrl()));
		assertThat(DatabaseId.of(source(one), "tenant")).isNotEqualTo(postgres(one, one.jdbcUrl()));
	}

	@Test
	void databasesInMemoryAreToldByTheirName() throws SQLException {
		assertThat(h2("jdbc:h2:mem:one")).isEqualTo(h2("jdbc:h2:mem:one;DB_CLOSE_DELAY=0"))
			.isNotEqualTo(h2("jdbc:h2:mem:two"));
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			jdbc:mysql://scott:tiger@db:3306/shop?user=scott&password=tiger,  jdbc:mysql://db:3306/shop
			jdbc:mariadb://db/shop,                                           jdbc:mariadb://db/shop
			jdbc:oracle:thin:scott/tiger@//db:1521/shop,                      jdbc:oracle:thin://db:1521/shop
			jdbc:oracle:thin:@db:1521:shop,                                   jdbc:oracle:thin:@db:1521:shop
			jdbc:sqlserver://db:1433;databaseName=shop;password=tiger,        jdbc:sqlserver://db:1433
			jdbc:h2:tcp://db/mem:shop,                                        jdbc:h2:tcp://db/mem:shop
			jdbc:h2:./data/shop;AUTO_SERVER=TRUE,                             jdbc:h2:./data/shop
			""")
	void addressHasNeitherUserNorPasswordNorParameters(String url, String address) {
		assertThat(DatabaseId.address(url)).isEqualTo(address);
	}

	@ParameterizedTest
	@CsvSource({ "jdbc:h2:mem:shop", "jdbc:hsqldb:mem:shop", "jdbc:derby:memory:shop" })
	void databaseInMemoryIsThatOfThisProcess(String url) {
		assertThat(DatabaseId.address(url)).startsWith(url + " of process ");
	}

	private static String postgres(PostgresDatabase database, String url) throws SQLException {
		return DatabaseId.of(new DriverManagerDataSource(url, database.username(), database.password()), "");
	}

	private static DriverManagerDataSource source(PostgresDatabase database) {
		return new DriverManagerDataSource(database.jdbcUrl(), database.username(), database.password());
	}

	private static String h2(String url) throws SQLException {
		return DatabaseId.of(new DriverManagerDataSource(url, "sa", ""), "");
	}

}
