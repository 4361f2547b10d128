package io.entitycache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.fixtures.RecordingListener;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.entitycache.testsupport.RedisSentinelTestServers;
import io.entitycache.testsupport.RedisTestServer;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class RedisFailoverTests {

	private static final Duration LONGEST = Duration.ofSeconds(60);

	private static final List<EntryKey> KEYS = IntStream.range(0, 50)
		.mapToObj((i) -> new EntryKey("product", Integer.toString(i)))
		.toList();

	private final RedisSettings settings = RedisSettings.of(UUID.randomUUID().toString());

	@Test
	void newMasterOfASentinelGroupIsFound() {
		try (RedisSentinelTestServers servers = RedisSentinelTestServers.start()) {
			assertSurvives(sentinelClient(servers), () -> {
				servers.awaitReplication();
				servers.master().kill();
			});
		}
	}

	@Test
	void oldMasterThatStillTakesWritesIsLeftAtOnce() {
		try (RedisSentinelTestServers servers = RedisSentinelTestServers.start()) {
			RedisClient client = sentinelClient(servers);
			RedisConnections connections = new RedisConnections(() -> client, servers.masterName(), this.settings,
					EntityCacheObserver.NOOP);
			RedisConnections credulous = new RedisConnections(() -> client, this.settings, EntityCacheObserver.NOOP);
			connections.start();
			credulous.start();
			await().atMost(LONGEST).until(() -> connections.isOpen() && credulous.isOpen());
			RedisTestServer old = servers.currentMaster();
			long session = connections.session();

			servers.failOver();

			await().atMost(LONGEST).until(() -> connections.isOpen() && !isConnectedTo(connections, old));
			assertThat(connections.session()).isNotEqualTo(session);
			// The control: nothing but Sentinel says that it is not the master any more.
			assertThat(old.info("replication")).containsEntry("role", "master");
			assertThat(isConnectedTo(credulous, old)).isTrue();
			connections.stop();
			credulous.stop();
			client.shutdown();
		}
	}

	private static boolean isConnectedTo(RedisConnections connections, RedisTestServer server) {
		String id = server.info("server").get("run_id");
		try {
			return connections.commands().commands().info("server").get(1, TimeUnit.SECONDS).contains(id);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static RedisClient sentinelClient(RedisSentinelTestServers servers) {
		return RedisClient.create(
				RedisURI.Builder.sentinel(servers.sentinel().host(), servers.sentinel().port(), servers.masterName())
					.build());
	}

	@Test
	void newMasterInAClusterIsFound() {
		try (RedisClusterTestServers servers = RedisClusterTestServers.startWithReplicas()) {
			RedisClusterClient client = RedisClusterClient.create(List.of(
					RedisURI.create(servers.masters().get(0).uri()), RedisURI.create(servers.masters().get(1).uri()),
					RedisURI.create(servers.masters().get(2).uri())));
			assertSurvives(client, () -> servers.masterOf("ec:{" + this.settings.namespace() + "}:meta").kill());
		}
	}

	private void assertSurvives(AbstractRedisClient client, Runnable failure) {
		RedisConnections connections = new RedisConnections(() -> client, this.settings, EntityCacheObserver.NOOP);
		RedisAnnouncementChannel channel = new RedisAnnouncementChannel(connections);
		RecordingListener listener = new RecordingListener();
		connections.start();
		channel.start(listener);
		await().atMost(LONGEST).until(() -> connections.isOpen() && listener.subscriptions() > 0);
		RedisAnnouncementLog log = new RedisAnnouncementLog(connections);
		await().ignoreExceptions().until(() -> commit(log) > 0);
		failure.run();

		await().atMost(LONGEST).ignoreExceptions().until(() -> commit(log) > 0);
		assertThat(new RedisLevel2(connections).read(KEYS)).doesNotContainNull();
		await().atMost(LONGEST).ignoreExceptions().until(() -> {
			int heard = listener.messages().size();
			commit(log);
			await().atMost(Duration.ofSeconds(1)).until(() -> listener.messages().size() > heard);
			return true;
		});
		channel.stop();
		connections.stop();
		client.shutdown();
	}

	private static long commit(RedisAnnouncementLog log) {
		return log.commit(new Announcement(Announcement.Kind.COMMITTED, 1, 1, Invalidation.ofKeys(Set.copyOf(KEYS))))
			.sequence();
	}

}
