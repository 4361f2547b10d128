package io.entitycache.sample;

import java.time.Duration;

import io.entitycache.testsupport.RedisTestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An instance that loses its Redis. */
class RedisLostTests {

	private static final Duration SOON = Duration.ofSeconds(15);

	private final RedisTestServer redis = RedisTestServer.start();

	private final ShopServers servers = ShopServers.on(this.redis, "redis_lost");

	@AfterEach
	void stopRedis() {
		this.redis.close();
	}

	@Test
	void shopAnswersWithoutRedisAndCachesAgainWithIt() {
		try (ShopInstance a = this.servers.startInstance(); ShopInstance b = this.servers.startInstance()) {
			assertThat(a.get("/products/1").status()).isEqualTo(200);
			assertThat(b.get("/products/1").status()).isEqualTo(200);

			this.redis.kill();

			assertThat(a.get("/products/1").body()).contains("\"price\":10.99");
			assertThat(a.get("/products/2").body()).contains("\"price\":11.99");
			assertThat(a.put("/products/1/price?price=5.00").status()).isEqualTo(200);
			assertThat(a.get("/products/1").body()).contains("\"price\":5.00");
			assertThat(a.get("/actuator/health").status()).isEqualTo(200);

			this.redis.restart();

			a.awaitConnected();
			b.awaitConnected();
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(b.get("/products/1").body()).contains("\"price\":5.00"));
			assertThat(a.put("/products/1/price?price=6.00").status()).isEqualTo(200);
			await().atMost(SOON)
				.untilAsserted(() -> assertThat(b.get("/products/1").body()).contains("\"price\":6.00"));
		}
	}

}
