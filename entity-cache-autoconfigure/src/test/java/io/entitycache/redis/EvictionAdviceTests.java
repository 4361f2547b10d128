package io.entitycache.redis;

import io.entitycache.testsupport.RedisTestServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Tests of {@link EvictionAdvice}. */
@ExtendWith(OutputCaptureExtension.class)
class EvictionAdviceTests {

	@ParameterizedTest
	@ValueSource(strings = { "allkeys-lru", "allkeys-lfu", "allkeys-random", "volatile-ttl", "volatile-lru",
			"volatile-lfu", "volatile-random" })
	void policyThatThrowsTombstonesAwayIsNamed(String policy) {
		assertThat(EvictionAdvice.of(memory("1048576", policy))).contains("'maxmemory-policy' " + policy);
	}

	@ParameterizedTest
	@ValueSource(strings = { "noeviction" })
	void policyThatDoesNotIsFine(String policy) {
		assertThat(EvictionAdvice.of(memory("1048576", policy))).isNull();
	}

	@Test
	void serverWithoutALimitThrowsNothingAway() {
		assertThat(EvictionAdvice.of(memory("0", "allkeys-lru"))).isNull();
	}

	@Test
	void serverThatDoesNotSayIsLeftAlone() {
		assertThat(EvictionAdvice.of("# Memory\r\nused_memory:1\r\n")).isNull();
	}

	@Test
	void serverIsAskedAndTheAdviceGivenOnce(CapturedOutput output) {
		try (RedisTestServer server = RedisTestServer.start("maxmemory 100mb", "maxmemory-policy allkeys-lru");
				RedisClient client = RedisClient.create(server.uri());
				StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
			EvictionAdvice advice = new EvictionAdvice();
			advice.ask(connection.async());
			await().until(() -> output.getAll().contains("'maxmemory-policy' allkeys-lru"));
			advice.ask(connection.async());
			connection.sync().ping();

			assertThat(output.getAll()).containsOnlyOnce("'maxmemory-policy' allkeys-lru");
		}
	}

	@Test
	void userWhoMayNotAskGetsNoAdviceAndNoError(CapturedOutput output) {
		try (RedisTestServer server = RedisTestServer.start("maxmemory 100mb", "maxmemory-policy allkeys-lru",
				"user shy on nopass -@all +ping +hello");
				RedisClient client = RedisClient.create("redis://shy:any@" + server.address());
				StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE)) {
			new EvictionAdvice().ask(connection.async());
			connection.sync().ping();

			assertThat(output.getAll()).doesNotContain("maxmemory-policy");
		}
	}

	private static String memory(String limit, String policy) {
		return "# Memory\r\nused_memory:1000\r\nmaxmemory:%s\r\nmaxmemory_policy:%s\r\n".formatted(limit, policy);
	}

}
