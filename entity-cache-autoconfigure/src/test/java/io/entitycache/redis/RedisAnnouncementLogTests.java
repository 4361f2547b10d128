package io.entitycache.redis;

import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.cluster.AnnouncementCodec;
import io.entitycache.fixtures.AnnouncementLogContract;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisTestServers;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisAnnouncementLogTests extends AnnouncementLogContract {

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

	@Test
	void logOfLongAnnouncementsIsBoundedByBytes() {
		String text = "x".repeat(190_000);
		RedisAnnouncementLog log = new RedisAnnouncementLog(this.shared.connections());
		long longest = 0;
		for (int i = 1; i <= 400; i++) {
			Announcement announcement = new Announcement(Kind.COMMITTED, 0, 1, Invalidation.of(new EntryKey(text, "")));
			assertThat(log.commit(announcement).sequence()).isEqualTo(i);
			longest = Math.max(longest, this.shared.commands().xlen(this.shared.keys().log()) * text.length());
		}

		assertThat(longest).isLessThanOrEqualTo(RedisSettings.LOG_BYTES);
		long kept = this.shared.commands().xlen(this.shared.keys().log());
		assertThat(kept * text.length()).isBetween(RedisSettings.LOG_BYTES / 3, RedisSettings.LOG_BYTES);
		assertThat(AnnouncementCodec.decode(log.readFrom(400 - kept + 1, 1).get(0)).sequence())
			.isEqualTo(400 - kept + 1);
	}

	@Test
	void logOfShortAnnouncementsIsNotCutByBytes() {
		RedisAnnouncementLog log = new RedisAnnouncementLog(this.shared.connections());
		for (int i = 0; i < 500; i++) {
			log.commit(new Announcement(Kind.COMMITTED, 0, 1, Invalidation.NONE));
		}

		assertThat(log.readFrom(1, 1_000)).hasSize(500);
	}

	@Override
	protected SharedLevelFixture newShared() {
		this.shared = new RedisSharedLevel(List.of(RedisTestServers.shared()), client);
		return this.shared;
	}

}
