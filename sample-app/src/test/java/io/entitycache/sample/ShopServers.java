package io.entitycache.sample;

import java.util.List;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;

/**
 * The servers that the instances of one test class share.
 *
 * @param database the database
 * @param redis the Redis server
 * @param namespace what keeps the test class apart from others in Redis
 */
record ShopServers(PostgresDatabase database, RedisTestServer redis, String namespace) {

	/** An empty database of this name, and a namespace of the same. */
	static ShopServers on(RedisTestServer redis, String name) {
		return new ShopServers(PostgresTestServer.shared().createDatabase(name), redis, name);
	}

	ShopInstance startInstance() {
		return ShopInstance.start(arguments());
	}

	/** What an instance has to be told. */
	List<String> arguments() {
		return List.of("--spring.profiles.active=external", "--spring.datasource.url=" + this.database.jdbcUrl(),
				"--spring.datasource.username=" + this.database.username(),
				"--spring.datasource.password=" + this.database.password(),
				"--spring.data.redis.host=" + this.redis.host(), "--spring.data.redis.port=" + this.redis.port(),
				"--entity-cache.namespace=" + this.namespace);
	}

}
