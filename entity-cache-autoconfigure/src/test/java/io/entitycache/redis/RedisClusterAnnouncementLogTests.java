package io.entitycache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.fixtures.AnnouncementLogContract;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.lettuce.core.cluster.RedisClusterClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisClusterAnnouncementLogTests extends AnnouncementLogContract {

	private static RedisClusterTestServers servers;

	private static RedisClusterClient client;

	private final List<RedisSharedLevel> opened = new ArrayList<>();

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
		this.opened.forEach(RedisSharedLevel::close);
	}

	@Override
	protected SharedLevelFixture newShared(Duration tombstoneLife) {
		RedisSharedLevel shared = new RedisSharedLevel(servers.nodes(), client, tombstoneLife);
		this.opened.add(shared);
		return shared;
	}

}
