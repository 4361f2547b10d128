package io.entitycache.reliability;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import io.entitycache.reliability.counter.Counter;
import io.entitycache.reliability.counter.CounterApplication;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.TcpProxy;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two nodes keep their connections to a master while it becomes a replica of another
 * server, and what is behind the address becomes that one: a planned switch, as managed
 * services do it.
 */
@ExtendWith(OutputCaptureExtension.class)
class MasterSwitchTests {

	private final RedisTestServer first = RedisTestServer.start("repl-diskless-sync yes", "repl-diskless-sync-delay 0");

	private final RedisTestServer second = RedisTestServer.start("repl-diskless-sync yes",
			"repl-diskless-sync-delay 0");

	private final TcpProxy proxy = TcpProxy.to(this.first);

	private final PostgresDatabase database = PostgresTestServer.shared().createDatabase("switched");

	private List<ReliabilityNode> nodes = List.of();

	@BeforeEach
	void start() throws SQLException {
		try (Connection connection = DriverManager.getConnection(this.database.jdbcUrl(), this.database.username(),
				this.database.password()); Statement statement = connection.createStatement()) {
			statement.execute("create table counter (id bigint primary key, number bigint not null)");
			statement.execute("insert into counter values (1, 0)");
		}
		follow(this.second, this.first);
		String namespace = "switch-" + UUID.randomUUID();
		this.nodes = Stream.of(1, 2)
			.map((number) -> new ReliabilityNode(CounterApplication.class, "counter", namespace, this.proxy.host(),
					this.proxy.port(), this.database))
			.toList();
		this.nodes.forEach(ReliabilityNode::awaitConnected);
	}

	@AfterEach
	void stop() {
		this.nodes.forEach(ReliabilityNode::close);
		this.proxy.close();
		this.second.close();
		this.first.close();
	}

	@Test
	void commitsReachTheOtherNodeSoonAfterTheMasterBecameAReplica(CapturedOutput output) {
		commit();
		this.nodes.forEach((node) -> await().until(() -> number(node) == 1));
		this.proxy.forwardTo(this.second.port());
		this.second.command("REPLICAOF", "NO", "ONE");
		this.first.command("REPLICAOF", this.second.host(), Integer.toString(this.second.port()));

		commit();
		assertThat(number(this.nodes.get(0))).isEqualTo(2);
		await().until(() -> number(this.nodes.get(1)) == 2);
		await().until(() -> this.nodes.stream().allMatch(ReliabilityNode::isConnectedAndOwesNothing));
		commit();
		await().until(() -> number(this.nodes.get(1)) == 3);
		assertThat(this.nodes).allSatisfy((node) -> assertThat(node.sharedLevel().cannotWrite()).isNull());
		assertThat(output.toString().lines().filter((line) -> line.contains("cannot write to Redis"))).hasSize(2)
			.allSatisfy((line) -> assertThat(line).contains("READONLY"));
	}

	private static void follow(RedisTestServer replica, RedisTestServer master) {
		replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
		await().until(() -> "up".equals(replica.info("replication").get("master_link_status")));
	}

	private void commit() {
		this.nodes.get(0).inTransaction((entityManager) -> entityManager.find(Counter.class, 1L).raise());
	}

	private static long number(ReliabilityNode node) {
		return node.cache(Counter.class).findById(1L).orElseThrow().getNumber();
	}

	private static ConditionFactory await() {
		return Awaitility.await().atMost(Duration.ofSeconds(15));
	}

}
