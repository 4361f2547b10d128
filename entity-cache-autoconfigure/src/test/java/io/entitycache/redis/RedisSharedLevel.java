package io.entitycache.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.entitycache.EntryKey;
import io.entitycache.cluster.AnnouncementChannel;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.tier.Level2;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SetArgs;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.sync.RedisClusterCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import org.jspecify.annotations.Nullable;

import static org.awaitility.Awaitility.await;

/** The shared level on a real server, in a namespace of its own. */
final class RedisSharedLevel implements SharedLevelFixture, AutoCloseable {

	private final List<RedisTestServer> servers;

	private final RedisSettings settings;

	private final RedisKeys keys;

	private final RedisConnections connections;

	private final StatefulConnection<byte[], byte[]> behind;

	RedisSharedLevel(List<RedisTestServer> servers, AbstractRedisClient client) {
		this(servers, client, Duration.ofSeconds(2));
	}

	RedisSharedLevel(List<RedisTestServer> servers, AbstractRedisClient client, Duration tombstoneLife) {
		this.servers = servers;
		this.settings = new RedisSettings(UUID.randomUUID().toString(), "ec:", Duration.ofSeconds(5),
				Duration.ofSeconds(5), tombstoneLife, tombstoneLife.multipliedBy(3).dividedBy(2), 1_000);
		this.keys = new RedisKeys(this.settings);
		this.connections = new RedisConnections(() -> client, this.settings);
		this.behind = (client instanceof RedisClusterClient cluster) ? cluster.connect(ByteArrayCodec.INSTANCE)
				: ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
		this.connections.start();
		await().until(this.connections::isOpen);
	}

	@Override
	public Level2 level2() {
		return new RedisLevel2(this.connections);
	}

	@Override
	public AnnouncementLog log() {
		return new RedisAnnouncementLog(this.connections);
	}

	@Override
	public AnnouncementChannel newChannel() {
		return new RedisAnnouncementChannel(this.connections);
	}

	@Override
	public Duration tombstoneLife() {
		return this.settings.tombstoneLife();
	}

	@Override
	public Duration pendingLife() {
		return this.settings.pendingLife();
	}

	@Override
	public void advance(Duration duration) {
		long end = time() + duration.toMillis();
		await().pollDelay(duration).pollInterval(Duration.ofMillis(2)).until(() -> time() > end);
	}

	private long time() {
		List<byte[]> time = commands().time();
		return Long.parseLong(new String(time.get(0))) * 1_000 + Long.parseLong(new String(time.get(1))) / 1_000;
	}

	@Override
	public void put(EntryKey slot, byte[] bytes, @Nullable Duration life) {
		SetArgs arguments = (life != null) ? SetArgs.Builder.px(life) : new SetArgs();
		commands().set(this.keys.slot(slot), bytes, arguments);
	}

	@Override
	public byte @Nullable [] bytes(EntryKey slot) {
		return commands().get(this.keys.slot(slot));
	}

	@Override
	public Duration remaining(EntryKey slot) {
		long life = commands().pttl(this.keys.slot(slot));
		return (life == -1) ? Duration.ofDays(10_000) : Duration.ofMillis(Math.max(0, life));
	}

	@Override
	public void loseEverything() {
		commands().flushall();
	}

	@Override
	public void loseMeta() {
		commands().del(this.keys.meta());
	}

	@Override
	public void interruptChannels() {
		this.servers.forEach(RedisTestServer::killSubscribers);
	}

	RedisConnections connections() {
		return this.connections;
	}

	RedisKeys keys() {
		return this.keys;
	}

	RedisClusterCommands<byte[], byte[]> commands() {
		return (this.behind instanceof StatefulRedisClusterConnection<byte[], byte[]> cluster) ? cluster.sync()
				: ((StatefulRedisConnection<byte[], byte[]>) this.behind).sync();
	}

	@Override
	public void close() {
		this.connections.stop();
		this.behind.close();
	}

}
