package io.entitycache.redis;

import io.entitycache.fixtures.LoadLeaseContract;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.lettuce.core.cluster.RedisClusterClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterLoadLeaseTests extends LoadLeaseContract {

	private static RedisClusterTestServers servers;

	private static RedisClusterClient client;

	private RedisSharedLevel shared;

	@BeforeAll
	static void createClient() {
		servers = RedisClusterTestServers.start();
		client = RedisClusterClient.create(servers.masters().get(0).uri());
	}

	@AfterAll
	static void shutDownClient() {
		client.shutdown();
		servers.close();
	}

	@AfterEach
	void closeShared() {
		this.shared.close();
	}

	@Override
	protected SharedLevelFixture newShared() {
		this.shared = new RedisSharedLevel(servers.nodes(), client);
		return this.shared;
	}

}
