package io.entitycache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.fixtures.AnnouncementLogContract;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisTestServers;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

class RedisAnnouncementLogTests extends AnnouncementLogContract {

	private static RedisClient client;

	private final List<RedisSharedLevel> opened = new ArrayList<>();

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
		this.opened.forEach(RedisSharedLevel::close);
	}

	@Override
	protected SharedLevelFixture newShared(Duration tombstoneLife) {
		RedisSharedLevel shared = new RedisSharedLevel(List.of(RedisTestServers.shared()), client, tombstoneLife);
		this.opened.add(shared);
		return shared;
	}

}
