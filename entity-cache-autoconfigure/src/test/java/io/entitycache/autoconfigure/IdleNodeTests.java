package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.UUID;

import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.testsupport.CommandCounts;
import io.entitycache.testsupport.RedisTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

import static org.assertj.core.api.Assertions.assertThat;

/** Measures what an application sends to Redis while nobody reads or writes. */
class IdleNodeTests {

	private static final Duration MEASURED = Duration.ofSeconds(10);

	/** A third of the shortest life of a claim. */
	private static final Duration BETWEEN_RENEWALS = Duration.ofSeconds(10);

	@Test
	void idleNodeAsksOneQuestionPerCheckAndNothingElse() {
		try (RedisTestServer redis = RedisTestServer.start()) {
			node(redis).run((context) -> {
				awaitConnected(context);
				CommandCounts before = redis.processedCommands();
				long from = System.nanoTime();
				Awaitility.await().pollDelay(MEASURED).atMost(MEASURED.multipliedBy(3)).until(() -> true);
				CommandCounts counts = redis.processedCommands().since(before);
				long seconds = Duration.ofNanos(System.nanoTime() - from).toSeconds();

				System.out.println("idle node: " + counts + " in " + seconds + " s");
				// The claim of the database is prolonged by a question of its own.
				long renewals = 1 + seconds / BETWEEN_RENEWALS.toSeconds();
				assertThat(counts.of("hset")).isBetween(0L, renewals);
				// Where this process was held up, a connection may have been asked in
				// between.
				assertThat(counts.of("evalsha") + counts.of("eval") + counts.of("ping")).isBetween(1L,
						seconds + 2 + counts.of("hset"));
				// What the scripts run inside of the server is counted too.
				assertThat(counts.byCommand().keySet()).isSubsetOf("evalsha", "setrange", "publish", "time", "hmget",
						"hlen", "hset", "eval", "ping");
				assertThat(status(context).state()).isEqualTo(State.CONNECTED);
				assertThat(status(context).cannotWrite()).isNull();
				assertThat(status(context).cannotHear()).isNull();
			});
		}
	}

	private static ApplicationContextRunner node(RedisTestServer redis) {
		return ShopContext.withRedis()
			.withPropertyValues("spring.datasource.url=jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1",
					"spring.data.redis.host=" + redis.host(), "spring.data.redis.port=" + redis.port(),
					"entity-cache.namespace=idle", "entity-cache.caches.product=");
	}

	private static void awaitConnected(AssertableApplicationContext context) {
		Awaitility.await()
			.atMost(Duration.ofSeconds(60))
			.until(() -> status(context).state() == State.CONNECTED && status(context).subscribed());
	}

	private static SharedLevelStatus status(AssertableApplicationContext context) {
		return context.getBean(EntityCaches.class).sharedLevel();
	}

}
