package io.entitycache.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.cluster.AnnouncementChannel;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.fixtures.SharedLevelFixture;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.tier.Level2;
import io.entitycache.tier.SlotFrame;
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

	private final AtomicLong shift = new AtomicLong();

	private final StatefulConnection<byte[], byte[]> behind;

	RedisSharedLevel(List<RedisTestServer> servers, AbstractRedisClient client) {
		this.servers = servers;
		this.settings = new RedisSettings(UUID.randomUUID().toString(), "ec:", Duration.ofSeconds(10),
				Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(90), 1_000,
				ReconnectDelays.DEFAULTS);
		this.keys = new RedisKeys(this.settings);
		this.connections = new RedisConnections(() -> client, this.settings, EntityCacheObserver.NOOP);
		this.behind = (client instanceof RedisClusterClient cluster) ? cluster.connect(ByteArrayCodec.INSTANCE)
				: ((RedisClient) client).connect(ByteArrayCodec.INSTANCE);
		this.connections.start();
		await().atMost(Duration.ofSeconds(30)).until(this.connections::isOpen);
	}

	@Override
	public Level2 level2() {
		return new ShiftedLevel2(new RedisLevel2(this.connections), this.shift);
	}

	@Override
	public AnnouncementLog log() {
		return new ShiftedLog(new RedisAnnouncementLog(this.connections), this.shift);
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

	// The server's clock can't be moved, so everything else is moved the other way.
	@Override
	public void advance(Duration duration) {
		this.shift.addAndGet(duration.toMillis());
		String slots = new String(this.keys.slot(new EntryKey("x", "")), StandardCharsets.UTF_8);
		String prefix = slots.substring(0, slots.length() - 2);
		for (RedisTestServer server : this.servers) {
			server.keys(prefix).forEach((slot) -> age(slot.getBytes(StandardCharsets.UTF_8), duration.toMillis()));
		}
		commands().hgetall(this.keys.meta()).forEach((field, value) -> {
			if (field[0] == 'f') {
				long end = Long.parseLong(new String(value, StandardCharsets.US_ASCII));
				commands().hset(this.keys.meta(), field, RedisBytes.number(end - duration.toMillis()));
			}
		});
	}

	private void age(byte[] slot, long by) {
		long life = commands().pttl(slot);
		if (life > 0 && life <= by) {
			commands().del(slot);
			return;
		}
		byte[] bytes = commands().get(slot);
		if (bytes != null && SlotFrame.kindOf(bytes) == SlotFrame.Kind.PENDING) {
			ByteBuffer marks = ByteBuffer.wrap(bytes);
			for (int at = 28; at < bytes.length; at += 16) {
				marks.putLong(at, marks.getLong(at) - by);
			}
			commands().set(slot, bytes, SetArgs.Builder.keepttl());
		}
		if (life > 0) {
			commands().pexpire(slot, life - by);
		}
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
