package io.entitycache.redis;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.fixtures.RecordingListener;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TcpProxy;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests with a master that becomes a replica while connections to it stay open, as at a
 * planned switch: a new connection to the same address reaches the new master.
 */
class DemotedMasterTests {

	private static final Duration LONGEST = Duration.ofSeconds(20);

	private final RedisTestServer first = RedisTestServer.start("repl-diskless-sync yes", "repl-diskless-sync-delay 0");

	private final RedisTestServer second = RedisTestServer.start("repl-diskless-sync yes",
			"repl-diskless-sync-delay 0");

	private final TcpProxy proxy = TcpProxy.to(this.first);

	private final RedisClient client = RedisClient.create("redis://" + this.proxy.host() + ":" + this.proxy.port());

	private final RedisConnections connections = new RedisConnections(() -> this.client,
			RedisSettings.of(UUID.randomUUID().toString()), EntityCacheObserver.NOOP);

	private final RedisAnnouncementChannel channel = new RedisAnnouncementChannel(this.connections);

	private final RedisAnnouncementLog log = new RedisAnnouncementLog(this.connections);

	private final RecordingListener listener = new RecordingListener();

	@BeforeEach
	void connect() {
		this.connections.start();
		this.channel.start(this.listener);
		await().atMost(LONGEST).until(() -> this.connections.isOpen() && this.listener.subscriptions() == 1);
		await().atMost(LONGEST).ignoreExceptions().until(() -> commit() > 0);
	}

	@AfterEach
	void stop() {
		this.channel.stop();
		this.connections.stop();
		this.client.shutdown(0, 0, TimeUnit.MILLISECONDS);
		this.proxy.close();
		this.second.close();
		this.first.close();
	}

	@Test
	void demotedMasterIsLeftForTheNewOne() {
		this.proxy.forwardTo(this.second.port());
		demote();

		await().atMost(LONGEST).ignoreExceptions().until(() -> commit() > 0);
		assertThat(this.second.keys("ec:")).isNotEmpty();
		await().atMost(LONGEST).ignoreExceptions().until(this::isHeard);
	}

	private void demote() {
		this.first.command("REPLICAOF", this.second.host(), Integer.toString(this.second.port()));
	}

	private boolean isHeard() {
		int heard = this.listener.messages().size();
		commit();
		await().atMost(Duration.ofSeconds(1)).until(() -> this.listener.messages().size() > heard);
		return true;
	}

	private long commit() {
		return this.log
			.commit(new Announcement(Announcement.Kind.COMMITTED, 1, 1, Invalidation.of(new EntryKey("product", "1"))))
			.sequence();
	}

}
