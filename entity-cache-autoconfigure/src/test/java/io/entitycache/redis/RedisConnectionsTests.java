package io.entitycache.redis;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement;
import io.entitycache.fixtures.RecordingListener;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TcpProxy;
import io.entitycache.tier.Level2.Reservation.State;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

class RedisConnectionsTests {

	private static final Duration LONGEST = Duration.ofSeconds(60);

	private static final List<EntryKey> KEYS = List.of(new EntryKey("product", "1"));

	private final RedisSettings settings = settings(Duration.ofSeconds(10));

	private RedisTestServer server;

	private RedisClient client;

	private RedisConnections connections;

	private RedisAnnouncementChannel channel;

	@BeforeEach
	void start() {
		this.server = RedisTestServer.start();
		this.client = RedisClient.create(this.server.uri());
		use(() -> this.client);
	}

	private static RedisSettings settings(Duration timeout) {
		return settings(timeout, ReconnectDelays.DEFAULTS);
	}

	private static RedisSettings settings(Duration timeout, ReconnectDelays reconnect) {
		return new RedisSettings(UUID.randomUUID().toString(), "ec:", timeout, timeout, Duration.ofSeconds(60),
				Duration.ofSeconds(60), 1_000, reconnect);
	}

	private void use(Supplier<AbstractRedisClient> supplier) {
		this.connections = new RedisConnections(supplier, this.settings, EntityCacheObserver.NOOP);
		this.channel = new RedisAnnouncementChannel(this.connections);
	}

	@AfterEach
	void stop() {
		this.channel.stop();
		this.connections.stop();
		this.client.shutdown(0, 0, TimeUnit.MILLISECONDS);
		this.server.close();
	}

	@Test
	void everythingFailsAtOnceWhileThereIsNoConnection() {
		assertFailsAtOnce();
		this.server.kill();
		long start = System.nanoTime();
		this.connections.start();

		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
		assertFailsAtOnce();
	}

	@Test
	void connectsWhenRedisComesUpLater() {
		this.server.kill();
		this.connections.start();
		RecordingListener listener = new RecordingListener();
		this.channel.start(listener);
		await().atMost(LONGEST).pollDelay(Duration.ofMillis(300)).until(() -> !this.connections.isOpen());
		this.server.restart();

		await().atMost(LONGEST).until(this.connections::isOpen);
		await().atMost(LONGEST).until(() -> listener.subscriptions() == 1);
		new RedisLevel2(this.connections).read(KEYS);
	}

	@Test
	void connectsWhenTheClientComesLater() {
		use(() -> {
			if (this.client == null) {
				throw new IllegalStateException("Not started yet");
			}
			return this.client;
		});
		RedisClient later = this.client;
		this.client = null;
		this.connections.start();
		await().atMost(LONGEST).pollDelay(Duration.ofMillis(300)).until(() -> !this.connections.isOpen());
		this.client = later;

		await().atMost(LONGEST).until(this.connections::isOpen);
	}

	@Test
	void lostConnectionComesBack() {
		connect();
		RecordingListener listener = listen();
		this.server.kill();
		await().atMost(LONGEST).until(() -> !this.connections.isOpen() && listener.endings() == 1);
		assertFailsAtOnce();
		this.server.restart();

		await().atMost(LONGEST).until(this.connections::isOpen);
		await().atMost(LONGEST).until(() -> listener.subscriptions() == 2);
		assertThat(new RedisAnnouncementLog(this.connections).state().incarnation()).isNotZero();
	}

	@Test
	void outageIsToldOnce() {
		List<String> told = new CopyOnWriteArrayList<>();
		this.connections = new RedisConnections(() -> this.client, this.settings, new EntityCacheObserver() {

			@Override
			public void sharedLevelDisconnected() {
				told.add("disconnected");
			}

			@Override
			public void sharedLevelReconnected(Duration after) {
				told.add("reconnected");
			}

		});
		connect();
		this.server.kill();
		await().atMost(LONGEST).until(() -> told.equals(List.of("disconnected")));
		this.server.restart();
		await().atMost(LONGEST).until(() -> told.equals(List.of("disconnected", "reconnected")));
	}

	@Test
	void redisThatStaysAwayForManyAttemptsIsJoinedAgain() {
		AtomicInteger attempts = new AtomicInteger();
		this.connections = new RedisConnections(() -> this.client,
				settings(Duration.ofSeconds(5), new ReconnectDelays(Duration.ofMillis(1), Duration.ofMillis(5))),
				new EntityCacheObserver() {

					@Override
					public void sharedLevelReconnecting(int attempt, Duration delay) {
						assertThat(delay).isLessThanOrEqualTo(Duration.ofMillis(5));
						attempts.set(attempt);
					}

				});
		connect();
		this.server.kill();
		await().atMost(LONGEST).until(() -> attempts.get() >= 40);
		assertThat(this.connections.isOpen()).isFalse();
		this.server.restart();
		await().atMost(LONGEST).until(this.connections::isOpen);
	}

	@Test
	void stopWaitsForAConnectionThatIsBeingOpened() throws InterruptedException {
		CountDownLatch opening = new CountDownLatch(1);
		AtomicBoolean opened = new AtomicBoolean();
		this.connections = new RedisConnections(() -> {
			opening.countDown();
			assertThat(waits(Duration.ofMillis(300))).isFalse();
			opened.set(true);
			return this.client;
		}, this.settings, EntityCacheObserver.NOOP);
		this.connections.start();
		opening.await();
		this.connections.stop();

		assertThat(opened).isTrue();
		assertThat(this.connections.isOpen()).isFalse();
	}

	@Test
	void stopDoesNotWaitForEver() throws InterruptedException {
		CountDownLatch opening = new CountDownLatch(1);
		CountDownLatch interrupted = new CountDownLatch(1);
		this.connections = new RedisConnections(() -> {
			opening.countDown();
			if (waits(LONGEST)) {
				interrupted.countDown();
			}
			throw new IllegalStateException("Nobody answers");
		}, this.settings, EntityCacheObserver.NOOP);
		this.connections.start();
		opening.await();
		this.connections.stop();

		assertThat(interrupted.await(LONGEST.toSeconds(), TimeUnit.SECONDS)).isTrue();
	}

	/** Waits as long, unless it is interrupted. */
	private static boolean waits(Duration time) {
		try {
			return new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	@Test
	void clientWithoutAnAddressIsNamedAsTheReason() {
		List<String> told = new CopyOnWriteArrayList<>();
		try (RedisClient nowhere = RedisClient.create()) {
			this.connections = new RedisConnections(() -> nowhere, this.settings, new EntityCacheObserver() {

				@Override
				public void sharedLevelFailed(String operation, Throwable failure) {
					told.add(operation + ": " + failure.getMessage());
				}

			});
			this.connections.start();
			await().atMost(LONGEST).until(() -> !told.isEmpty());
			this.connections.stop();
		}

		assertThat(told.get(0)).startsWith("connect: ").contains("spring.data.redis.masterreplica");
	}

	@Test
	void frozenServerCostsNoMoreThanTheTimeout() {
		this.connections = new RedisConnections(() -> this.client, settings(Duration.ofMillis(200)),
				EntityCacheObserver.NOOP);
		connect();
		this.server.freeze();
		long start = System.nanoTime();
		RedisLevel2 level2 = new RedisLevel2(this.connections);

		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> level2.read(KEYS));
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(() -> level2.reserve(KEYS));
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(350),
				Duration.ofSeconds(5));
		this.server.thaw();
		await().atMost(LONGEST).ignoreExceptions().until(() -> level2.read(KEYS).size() == 1);
	}

	@Test
	void silentConnectionsAreReplaced() {
		try (RedisTestServer second = RedisTestServer.start(); TcpProxy proxy = TcpProxy.to(this.server)) {
			this.client.shutdown();
			this.client = RedisClient.create("redis://" + proxy.host() + ":" + proxy.port());
			connect();
			RecordingListener listener = listen();
			this.server.freeze();
			proxy.forwardTo(second.port());

			await().atMost(LONGEST).until(() -> listener.subscriptions() == 2);
			assertThat(listener.endings()).isOne();
			await().atMost(LONGEST)
				.ignoreExceptions()
				.until(() -> new RedisLevel2(this.connections).read(KEYS).size() == 1);
			announce();
			await().atMost(LONGEST).until(() -> listener.messages().size() == 1);
			this.server.thaw();
		}
	}

	@Test
	void quietConnectionsAreLeftAlone() {
		assertLeftAlone();
	}

	@Test
	void quietConnectionsAreLeftAloneWithTheOldProtocol() {
		this.client.setOptions(ClientOptions.builder().protocolVersion(ProtocolVersion.RESP2).build());
		assertLeftAlone();
	}

	private void assertLeftAlone() {
		connect();
		RecordingListener listener = listen();
		Object before = this.server.info("stats").get("total_connections_received");
		await().atMost(LONGEST).pollDelay(Duration.ofSeconds(4)).until(() -> true);

		assertThat(listener.subscriptions()).isOne();
		assertThat(listener.endings()).isZero();
		announce();
		await().atMost(LONGEST).until(() -> listener.messages().size() == 1);
		assertThat(Long.parseLong(this.server.info("stats").get("total_connections_received")))
			.isLessThanOrEqualTo(Long.parseLong((String) before) + 5);
	}

	@Test
	void scriptsReachAServerThatDoesNotKnowThem() {
		connect();
		RedisLevel2 level2 = new RedisLevel2(this.connections);
		level2.reserve(KEYS);
		this.server.command("SCRIPT", "FLUSH");

		assertThat(level2.reserve(List.of(KEYS.get(0), KEYS.get(0), KEYS.get(0)))).hasSize(3);
		announce();
	}

	@Test
	void errorsOfTheServerAreTheSharedLevels() {
		connect();
		this.server.command("ACL", "SETUSER", "default", "-eval", "-evalsha");
		try {
			assertThatExceptionOfType(SharedLevelException.class)
				.isThrownBy(() -> new RedisAnnouncementLog(this.connections).readFrom(0, 10));
		}
		finally {
			this.server.command("ACL", "SETUSER", "default", "+eval", "+evalsha");
		}
	}

	@Test
	void logThatIsNoStreamHasNothingToRead() {
		connect();
		this.server.command("SET", "ec:{" + this.settings.namespace() + "}:log", "no stream");

		assertThat(new RedisAnnouncementLog(this.connections).readFrom(0, 10)).isEmpty();
	}

	@Test
	void stateAndLogOfAnotherTypeAreReplaced() {
		connect();
		this.server.command("SET", "ec:{" + this.settings.namespace() + "}:log", "no stream");
		this.server.command("SET", "ec:{" + this.settings.namespace() + "}:meta", "no hash");
		RedisAnnouncementLog log = new RedisAnnouncementLog(this.connections);

		assertThat(log.position().incarnation()).isZero();
		announce();
		assertThat(log.readFrom(0, 10)).hasSize(1);
		this.server.command("SET", "ec:{" + this.settings.namespace() + "}:log", "no stream");
		announce();
		assertThat(log.readFrom(0, 10)).hasSize(1);
		assertThat(log.state().sequence()).isEqualTo(2);
	}

	@Test
	void slotOfAnotherTypeIsForeign() {
		connect();
		String slot = "ec:" + this.settings.namespace() + ":s:product:1";
		this.server.command("RPUSH", slot, "no", "string");
		RedisLevel2 level2 = new RedisLevel2(this.connections);

		assertThat(level2.read(KEYS)).containsOnlyNulls();
		assertThat(level2.reserve(KEYS).get(0).state()).isEqualTo(State.UNKNOWN);
		assertThat((Long) this.server.command("PTTL", slot)).isPositive();
		announce();
		assertThat(level2.read(KEYS)).doesNotContainNull();
	}

	@Test
	void interruptionIsKept() {
		connect();
		this.server.freeze();
		Thread.currentThread().interrupt();

		assertThatExceptionOfType(SharedLevelException.class)
			.isThrownBy(() -> new RedisLevel2(this.connections).read(KEYS));
		assertThat(Thread.interrupted()).isTrue();
		this.server.thaw();
	}

	@Test
	void stopClosesWhatIsOursAlone() {
		StatefulRedisConnection<String, String> application = this.client.connect();
		connect();
		listen();
		this.channel.stop();
		this.connections.stop();

		await().atMost(LONGEST).until(() -> this.server.info("clients").get("connected_clients").equals("2"));
		assertThat(application.isOpen()).isTrue();
		assertThat(application.sync().ping()).isEqualTo("PONG");
		assertFailsAtOnce();
		await().atMost(LONGEST)
			.until(() -> Thread.getAllStackTraces()
				.keySet()
				.stream()
				.noneMatch((thread) -> thread.getName().startsWith("entity-cache-redis")));
	}

	@Test
	void startsAgainAfterAStop() {
		connect();
		this.connections.stop();
		assertThat(this.connections.isOpen()).isFalse();

		connect();
		RecordingListener listener = listen();
		announce();
		await().atMost(LONGEST).until(() -> listener.messages().size() == 1);
	}

	@Test
	void logIsKeptToItsLength() {
		this.connections = new RedisConnections(
				() -> this.client, new RedisSettings("short", "ec:", Duration.ofSeconds(5), Duration.ofSeconds(5),
						Duration.ofSeconds(60), Duration.ofSeconds(60), 100, ReconnectDelays.DEFAULTS),
				EntityCacheObserver.NOOP);
		connect();
		for (int i = 0; i < 1_000; i++) {
			announce();
		}

		assertThat(new RedisAnnouncementLog(this.connections).readFrom(0, 2_000)).hasSizeBetween(100, 300);
	}

	private void connect() {
		this.connections.start();
		await().atMost(LONGEST).until(this.connections::isOpen);
	}

	private RecordingListener listen() {
		RecordingListener listener = new RecordingListener();
		this.channel.start(listener);
		await().atMost(LONGEST).until(() -> listener.subscriptions() == 1);
		return listener;
	}

	private void announce() {
		new RedisAnnouncementLog(this.connections)
			.commit(new Announcement(Announcement.Kind.COMMITTED, 1, 1, Invalidation.of(KEYS.get(0))));
	}

	private void assertFailsAtOnce() {
		long start = System.nanoTime();
		assertThatExceptionOfType(SharedLevelException.class)
			.isThrownBy(() -> new RedisLevel2(this.connections).read(KEYS));
		assertThatExceptionOfType(SharedLevelException.class).isThrownBy(this::announce);
		assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
	}

}
