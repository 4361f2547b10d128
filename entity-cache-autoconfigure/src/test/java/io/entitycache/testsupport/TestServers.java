package io.entitycache.testsupport;

import org.springframework.test.context.DynamicPropertyRegistry;

/**
 * Points a Spring test at the test servers; call it from a
 * {@link org.springframework.test.context.DynamicPropertySource @DynamicPropertySource}
 * method.
 */
public final class TestServers {

	private TestServers() {
	}

	/**
	 * Uses the shared Redis server.
	 * @param registry where the properties go
	 */
	public static void registerRedis(DynamicPropertyRegistry registry) {
		registerRedis(registry, RedisTestServers.shared());
	}

	/**
	 * Uses a Redis server of the test's own.
	 * @param registry where the properties go
	 * @param server the server
	 */
	public static void registerRedis(DynamicPropertyRegistry registry, RedisTestServer server) {
		registry.add("spring.data.redis.host", server::host);
		registry.add("spring.data.redis.port", server::port);
		withoutPool(registry);
	}

	/**
	 * Reaches Redis through a proxy.
	 * @param registry where the properties go
	 * @param proxy the proxy, which forwards to a Redis server
	 */
	public static void registerRedis(DynamicPropertyRegistry registry, TcpProxy proxy) {
		registry.add("spring.data.redis.host", proxy::host);
		registry.add("spring.data.redis.port", proxy::port);
		withoutPool(registry);
	}

	/**
	 * Uses the master that a Sentinel names.
	 * @param registry where the properties go
	 * @param servers the servers
	 */
	public static void registerRedis(DynamicPropertyRegistry registry, RedisSentinelTestServers servers) {
		registry.add("spring.data.redis.sentinel.master", servers::masterName);
		registry.add("spring.data.redis.sentinel.nodes", () -> servers.sentinel().address());
		withoutPool(registry);
	}

	/**
	 * Uses a Redis Cluster.
	 * @param registry where the properties go
	 * @param servers the nodes
	 */
	public static void registerRedis(DynamicPropertyRegistry registry, RedisClusterTestServers servers) {
		registry.add("spring.data.redis.cluster.nodes", servers::addresses);
		withoutPool(registry);
	}

	// A pool is on as soon as commons-pool2 is there, which embedded-redis brings along;
	// applications rarely have it.
	private static void withoutPool(DynamicPropertyRegistry registry) {
		registry.add("spring.data.redis.lettuce.pool.enabled", () -> false);
	}

	/**
	 * Uses a database of the shared PostgreSQL server, created on first use.
	 * @param registry where the properties go
	 * @param databaseName the name; test classes that must not see each other's rows
	 * choose different ones
	 */
	public static void registerPostgres(DynamicPropertyRegistry registry, String databaseName) {
		PostgresDatabase database = PostgresTestServer.shared().database(databaseName);
		registry.add("spring.datasource.url", database::jdbcUrl);
		registry.add("spring.datasource.username", database::username);
		registry.add("spring.datasource.password", database::password);
	}

	/**
	 * Uses a database of the shared MariaDB server, created on first use.
	 * @param registry where the properties go
	 * @param databaseName the name; test classes that must not see each other's rows
	 * choose different ones
	 */
	public static void registerMariaDb(DynamicPropertyRegistry registry, String databaseName) {
		registry.add("spring.datasource.url", () -> MariaDbTestServer.shared().database(databaseName));
	}

}
