package io.entitycache.testsupport;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisTestServerTests {

	private static final Duration SHORT = Duration.ofMillis(200);

	private static final Duration LONG = Duration.ofSeconds(5);

	private final RedisTestServer server = RedisTestServer.start("maxmemory 64mb");

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void answersWithEveryTypeOfReply() {
		assertThat(this.server.command("SET", "key", "wörth")).isEqualTo("OK");
		assertThat(this.server.command("GET", "key")).isEqualTo("wörth");
		assertThat(this.server.command("GET", "other")).isNull();
		assertThat(this.server.command("INCR", "count")).isEqualTo(1L);
		assertThat(this.server.command("MGET", "key", "other")).isEqualTo(Arrays.asList("wörth", null));
		assertThatExceptionOfType(RedisReplyException.class).isThrownBy(() -> this.server.command("INCR", "key"))
			.withMessageStartingWith("ERR");
	}

	@Test
	void takesExtraConfiguration() {
		assertThat(this.server.command("CONFIG", "GET", "maxmemory"))
			.isEqualTo(List.of("maxmemory", Integer.toString(64 * 1024 * 1024)));
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> RedisTestServer.start("no-such-line 1"))
			.withMessageContaining("no-such-line");
	}

	@Test
	void killedServerRefusesConnections() {
		this.server.kill();

		assertThat(this.server.isAlive()).isFalse();
		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.server.command("PING"))
			.withCauseInstanceOf(ConnectException.class);
	}

	@Test
	void restartedServerIsEmptyAndOnTheSamePort() {
		int port = this.server.port();
		long pid = this.server.pid();
		this.server.command("SET", "key", "value");

		this.server.restart();

		assertThat(this.server.port()).isEqualTo(port);
		assertThat(this.server.pid()).isNotEqualTo(pid);
		assertThat(this.server.command("DBSIZE")).isEqualTo(0L);
	}

	@Test
	void killedServerMovesToAnotherPort() {
		int port = TestPorts.free();
		this.server.kill();

		this.server.restartOn(port);

		assertThat(this.server.uri()).isEqualTo("redis://127.0.0.1:" + port);
		assertThat(this.server.command("PING")).isEqualTo("PONG");
	}

	@Test
	void takenPortIsReported() {
		int taken = RedisTestServers.shared().port();

		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.server.restartOn(taken))
			.withMessageContaining(taken + " is taken");
		assertThat(RedisTestServers.shared().command("PING")).isEqualTo("PONG");
	}

	@Test
	void frozenServerKeepsCommandsWaitingUntilThawed() {
		this.server.command("SET", "key", "value");

		this.server.freeze();
		assertThatExceptionOfType(UncheckedIOException.class)
			.isThrownBy(() -> this.server.command(SHORT, "SET", "key", "late"))
			.withCauseInstanceOf(SocketTimeoutException.class);
		this.server.thaw();

		// The kernel had taken the command, so it is carried out after all.
		Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> "late".equals(this.server.command("GET", "key")));
	}

	@Test
	void frozenServerCanBeKilled() {
		this.server.freeze();

		this.server.restart();

		assertThat(this.server.command("PING")).isEqualTo("PONG");
	}

	@Test
	void pausedServerAnswersLate() {
		this.server.pauseClients(Duration.ofSeconds(1));

		assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> this.server.command(SHORT, "PING"))
			.withCauseInstanceOf(SocketTimeoutException.class);
		assertThat(this.server.command("PING")).isEqualTo("PONG");
	}

	@Test
	void subscribersAreKilledAndOthersAreNot() throws Exception {
		try (RespConnection subscriber = RespConnection.open(this.server.host(), this.server.port(), LONG);
				RespConnection other = RespConnection.open(this.server.host(), this.server.port(), LONG)) {
			subscriber.call("SUBSCRIBE", "channel");
			other.call("PING");

			assertThat(this.server.killSubscribers()).isEqualTo(1);

			assertThat(other.call("PING")).isEqualTo("PONG");
			assertThat(this.server.command("PUBSUB", "NUMSUB", "channel")).isEqualTo(List.of("channel", 0L));
		}
	}

	@Test
	void commandsAreCountedByName() {
		CommandCounts before = this.server.processedCommands();
		this.server.command("GET", "key");
		this.server.command("GET", "key");
		this.server.command("PING");

		CommandCounts ran = this.server.processedCommands().since(before);

		assertThat(ran.of("GET")).isEqualTo(2);
		assertThat(ran.total()).isEqualTo(3);
	}

	@Test
	void keysAreFoundByLiteralPrefix() {
		for (int i = 0; i < 1500; i++) {
			this.server.command("SET", "many:" + i, "value");
		}
		this.server.command("MSET", "a*:1", "value", "ab:1", "value");

		assertThat(this.server.keys("many:")).hasSize(1500);
		assertThat(this.server.keys("a*")).containsExactly("a*:1");

		this.server.flushAll();
		assertThat(this.server.keys("")).isEmpty();
	}

}
