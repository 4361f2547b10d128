package io.entitycache.jpa.changes;

import io.entitycache.jdbc.WatchedDataSources;
import io.entitycache.jpa.StatementTables;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** One shop for each kind of database, shared by all tests of this JVM. */
public final class ShopDatabases {

	private ShopDatabases() {
	}

	static ShopDatabase h2() {
		return H2.SHOP;
	}

	static ShopDatabase postgres() {
		return Postgres.SHOP;
	}

	/** Its data source tells of the statements that run past Hibernate. */
	static ShopDatabase watchedPostgres() {
		return WatchedPostgres.SHOP;
	}

	/** The database calls its method. */
	public static final class H2 {

		private static final ShopDatabase SHOP = open();

		private static ShopDatabase open() {
			ShopDatabase shop = new ShopDatabase("jdbc:h2:mem:shop;DB_CLOSE_DELAY=-1", "sa", "");
			shop.execute("create alias touch_products for \"" + H2.class.getName() + ".touchProducts\"");
			return shop;
		}

		public static int touchProducts() {
			return 0;
		}

	}

	private static final class Postgres {

		private static final ShopDatabase SHOP = open();

		private static ShopDatabase open() {
			return openPostgres("change_scenarios");
		}

	}

	private static final class WatchedPostgres {

		private static final ShopDatabase SHOP = openPostgres("watched_scenarios", Watched.class);

	}

	private static ShopDatabase openPostgres(String name, Class<?>... more) {
		PostgresDatabase database = PostgresTestServer.shared().createDatabase(name);
		ShopDatabase shop = new ShopDatabase(database.jdbcUrl(), database.username(), database.password(), more);
		shop.execute("create procedure touch_products() language sql as 'update product set name = name'");
		return shop;
	}

	/** Watches the data source. */
	@Configuration(proxyBeanMethods = false)
	static class Watched {

		@Bean
		static WatchedDataSources watchedDataSources() {
			return new WatchedDataSources(new StatementTables());
		}

	}

}
