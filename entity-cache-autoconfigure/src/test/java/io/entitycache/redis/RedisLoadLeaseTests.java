package io.entitycache.redis;

import java.util.List;

import io.entitycache.fixtures.LoadLeaseContract;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisTestServers;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisLoadLeaseTests extends LoadLeaseContract {

	private static RedisClient client;

	private RedisSharedLevel shared;

	@BeforeAll
	static void createClient() {
		client = RedisClient.create(RedisTestServers.shared().uri());
	}

	@AfterAll
	static void shutDownClient() {
		client.shutdown();
	}

	@AfterEach
	void closeShared() {
		this.shared.close();
	}

	@Override
	protected SharedLevelFixture newShared() {
		this.shared = new RedisSharedLevel(List.of(RedisTestServers.shared()), client);
		return this.shared;
	}

}
