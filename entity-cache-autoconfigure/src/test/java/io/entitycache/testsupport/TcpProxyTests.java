package io.entitycache.testsupport;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TcpProxyTests {

	private static final Duration SHORT = Duration.ofMillis(500);

	private static final Duration LONG = Duration.ofSeconds(5);

	private final RedisTestServer server = RedisTestServers.shared();

	private final TcpProxy proxy = TcpProxy.to(this.server);

	@AfterEach
	void close() {
		this.proxy.close();
	}

	@Test
	void bytesPassBothWays() throws IOException {
		String large = "x".repeat(5_000_000);
		try (RespConnection connection = connect(LONG)) {
			assertThat(connection.call("ECHO", large)).isEqualTo(large);
			assertThat(this.proxy.connections()).isEqualTo(1);
		}
		Awaitility.await().until(() -> this.proxy.connections() == 0);
	}

	@Test
	void delayAppliesInEachDirection() throws IOException {
		try (RespConnection connection = connect(LONG)) {
			this.proxy.delay(Duration.ofMillis(100));
			long start = System.nanoTime();

			connection.call("PING");

			assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(200))
				.isLessThan(LONG);
		}
	}

	@Test
	void commandOfACutClientArrivesOnceHealed() throws IOException {
		try (RespConnection connection = connect(SHORT)) {
			this.proxy.cutClientToServer();
			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> connection.call("SET", "tcp-proxy:to-server", "value"));
			assertThat(this.server.command("GET", "tcp-proxy:to-server")).isNull();

			this.proxy.heal();

			Awaitility.await().until(() -> "value".equals(this.server.command("GET", "tcp-proxy:to-server")));
		}
		finally {
			this.server.command("DEL", "tcp-proxy:to-server");
		}
	}

	@Test
	void commandIsCarriedOutThoughItsAnswerIsCutOff() throws IOException {
		try (RespConnection connection = connect(SHORT)) {
			this.proxy.cutServerToClient();

			assertThatExceptionOfType(SocketTimeoutException.class)
				.isThrownBy(() -> connection.call("SET", "tcp-proxy:to-client", "value"));

			assertThat(this.server.command("GET", "tcp-proxy:to-client")).isEqualTo("value");
			this.proxy.heal();
			assertThat(connection.call("PING")).isEqualTo("OK");
		}
		finally {
			this.server.command("DEL", "tcp-proxy:to-client");
		}
	}

	@Test
	void dropResetsAndRefusesUntilHealed() throws IOException {
		try (RespConnection connection = connect(LONG)) {
			connection.call("PING");

			this.proxy.drop();

			assertThatThrownBy(() -> connection.call("PING")).isInstanceOf(SocketException.class);
			assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> connect(LONG));
		}
		this.proxy.heal();
		assertPasses();
	}

	@Test
	void resetConnectionsTakesNewOnes() throws IOException {
		try (RespConnection connection = connect(LONG)) {
			connection.call("PING");

			this.proxy.resetConnections();

			assertThatThrownBy(() -> connection.call("PING")).isInstanceOf(SocketException.class);
		}
		assertPasses();
	}

	@Test
	void newConnectionsFollowTheTarget() throws IOException {
		try (RedisTestServer other = RedisTestServer.start()) {
			this.proxy.forwardTo(other.port());

			try (RespConnection connection = connect(LONG)) {
				assertThat(connection.info("server")).containsEntry("tcp_port", Integer.toString(other.port()));
			}
		}
	}

	@Test
	void clientOfADeadServerIsReset() {
		this.proxy.forwardTo(TestPorts.free());

		assertThatThrownBy(() -> {
			try (RespConnection connection = connect(LONG)) {
				connection.call("PING");
			}
		}).isInstanceOf(SocketException.class);
	}

	private void assertPasses() throws IOException {
		try (RespConnection connection = connect(LONG)) {
			assertThat(connection.call("PING")).isEqualTo("PONG");
		}
	}

	private RespConnection connect(Duration limit) throws IOException {
		return RespConnection.open(this.proxy.host(), this.proxy.port(), limit);
	}

}
