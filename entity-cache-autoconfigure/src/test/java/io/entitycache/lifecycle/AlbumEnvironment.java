package io.entitycache.lifecycle;

import java.util.ArrayList;
import java.util.List;

import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;

/** A database and a place in Redis for one test's applications. */
final class AlbumEnvironment {

	private final PostgresDatabase database;

	private final RedisTestServer redis = RedisTestServers.shared();

	private final String namespace;

	AlbumEnvironment(String name) {
		this.database = PostgresTestServer.shared().createDatabase(name);
		this.namespace = name.replace('_', '-');
	}

	/** As {@code name=value}. */
	String[] properties(String... more) {
		List<String> properties = new ArrayList<>(
				List.of("spring.main.banner-mode=off", "spring.jpa.open-in-view=false",
						"spring.jpa.hibernate.ddl-auto=update", "spring.datasource.url=" + this.database.jdbcUrl(),
						"spring.datasource.username=" + this.database.username(),
						"spring.datasource.password=" + this.database.password(),
						"spring.datasource.hikari.maximum-pool-size=3", "spring.data.redis.host=" + this.redis.host(),
						"spring.data.redis.port=" + this.redis.port(), "spring.data.redis.lettuce.pool.enabled=false",
						"entity-cache.namespace=" + this.namespace, "entity-cache.redis.read-timeout=2s",
						"entity-cache.redis.command-timeout=2s", "entity-cache.caches.album.key-attributes=code"));
		properties.addAll(List.of(more));
		return properties.toArray(String[]::new);
	}

	/** As arguments of a program. */
	String[] arguments() {
		return List.of(properties()).stream().map((property) -> "--" + property).toArray(String[]::new);
	}

}
