package io.entitycache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.entitycache.EntityCacheObserver;
import io.entitycache.fixtures.RecordingListener;
import io.entitycache.testsupport.RedisTestServer;
import io.lettuce.core.RedisClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests with a server that no longer lets a user subscribe, and then does again. */
class RefusedSubscriptionTests {

	private static final Duration LONGEST = Duration.ofSeconds(20);

	private final RedisTestServer server = RedisTestServer.start();

	private final RedisClient client = RedisClient.create(this.server.uri());

	private final RedisConnections connections = new RedisConnections(() -> this.client,
			RedisSettings.of(UUID.randomUUID().toString()), EntityCacheObserver.NOOP);

	private final RedisAnnouncementChannel channel = new RedisAnnouncementChannel(this.connections);

	private final RecordingListener listener = new RecordingListener();

	@AfterEach
	void stop() {
		this.channel.stop();
		this.connections.stop();
		this.client.shutdown(0, 0, TimeUnit.MILLISECONDS);
		this.server.close();
	}

	@Test
	void subscriptionThatWasRefusedComesBackOnceItIsAllowed() {
		this.connections.start();
		this.channel.start(this.listener);
		await().atMost(LONGEST).until(() -> this.listener.subscriptions() == 1);

		this.server.command("ACL", "SETUSER", "default", "resetchannels");
		this.server.killSubscribers();
		await().atMost(LONGEST).until(() -> this.listener.endings() == 1);
		await().atMost(LONGEST).until(() -> String.valueOf(this.channel.cannotHear()).startsWith("NOPERM"));
		assertThat(this.listener.subscriptions()).isOne();
		this.server.command("ACL", "SETUSER", "default", "&*");

		await().atMost(LONGEST).until(() -> this.listener.subscriptions() == 2);
		await().atMost(LONGEST).until(() -> this.channel.cannotHear() == null);
	}

	@Test
	void subscriptionThatTheDriverDoesNotGetBackIsMadeAnew() {
		this.connections.start();
		this.channel.start(this.listener);
		await().atMost(LONGEST).until(() -> this.listener.subscriptions() == 1);

		// Only as long as the driver tries it, which is once per connection.
		this.server.command("ACL", "SETUSER", "default", "resetchannels");
		this.server.killSubscribers();
		await().atMost(LONGEST).pollInterval(Duration.ofMillis(5)).until(() -> denials() > 0);
		this.server.command("ACL", "SETUSER", "default", "&*");

		await().atMost(LONGEST).until(() -> this.listener.subscriptions() == 2);
		assertThat(this.listener.endings()).isOne();
	}

	/** How many commands were refused because of a channel. */
	private long denials() {
		return ((List<?>) Objects.requireNonNull(this.server.command("ACL", "LOG"))).stream()
			.filter((entry) -> String.valueOf(entry).contains("subscribe") || String.valueOf(entry).contains("channel"))
			.count();
	}

	@Test
	void subscriptionThatDoesNotHearWhatIsPublishedIsReplaced() {
		try (RedisTestServer elsewhere = RedisTestServer.start();
				RedisClient clientElsewhere = RedisClient.create(elsewhere.uri())) {
			AtomicReference<RedisClient> current = new AtomicReference<>(this.client);
			RedisConnections split = new RedisConnections(current::get, RedisSettings.of("split"),
					EntityCacheObserver.NOOP);
			RedisAnnouncementChannel deaf = new RedisAnnouncementChannel(split);
			try {
				split.start();
				await().atMost(LONGEST).until(split::isOpen);
				current.set(clientElsewhere);
				deaf.start(this.listener);
				await().atMost(LONGEST).until(() -> this.listener.subscriptions() == 1);

				await().atMost(LONGEST).until(() -> this.listener.endings() == 1);
				current.set(this.client);
				await().atMost(LONGEST).until(() -> deaf.cannotHear() == null);
				assertThat(this.server.command("PUBSUB", "NUMSUB", "ec:{split}:bus"))
					.isEqualTo(List.of("ec:{split}:bus", 1L));
			}
			finally {
				deaf.stop();
				split.stop();
			}
		}
	}

	@Test
	void subscriptionThatHearsItsPulseIsKeptHoweverLongNothingIsAnnounced() {
		this.connections.start();
		this.channel.start(this.listener);
		await().atMost(LONGEST).until(() -> this.listener.subscriptions() == 1);

		// As many as would be missed three times over.
		long before = this.connections.pulse().acknowledged();
		await().atMost(LONGEST).until(() -> this.connections.pulse().acknowledged() >= before + 6);
		assertThat(this.listener.endings()).isZero();
		await().atMost(LONGEST).until(() -> this.channel.cannotHear() == null);
	}

}
