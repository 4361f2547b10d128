package io.entitycache.reliability;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import io.entitycache.SharedLevelStatus;
import io.entitycache.reliability.counter.Counter;
import io.entitycache.reliability.counter.CounterApplication;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Redis comes back with an older state than the one it had acknowledged: the entries in
 * it were right once, and every number in it is one that a node knows.
 */
class LostHistoryTests {

	private static final Duration LIMIT = Duration.ofSeconds(30);

	private static final RedisTestServer REDIS = RedisTestServer.start();

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("lost_history");

	@BeforeAll
	static void createRows() throws SQLException {
		try (Connection connection = DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.username(),
				DATABASE.password()); Statement statement = connection.createStatement()) {
			statement.execute("create table counter (id bigint primary key, number bigint not null)");
			statement.execute("insert into counter select i, 0 from generate_series(1, 20) as i");
		}
	}

	@AfterAll
	static void stop() {
		REDIS.close();
	}

	@Test
	void commitSurvivesARestartOfRedisFromAnOlderSnapshotOnTheOnlyNode() {
		try (ReliabilityNode node = newNode(UUID.randomUUID())) {
			for (long id = 1; id <= 5; id++) {
				restartWithoutTheLastCommit(id, node, List.of(node));
			}
		}
	}

	@Test
	void commitSurvivesARestartOfRedisFromAnOlderSnapshotOnEveryNode() {
		UUID namespace = UUID.randomUUID();
		try (ReliabilityNode writer = newNode(namespace); ReliabilityNode reader = newNode(namespace)) {
			for (long id = 11; id <= 15; id++) {
				restartWithoutTheLastCommit(id, writer, List.of(writer, reader));
			}
		}
	}

	private static ReliabilityNode newNode(UUID namespace) {
		ReliabilityNode node = new ReliabilityNode(CounterApplication.class, "counter", "lost-history-" + namespace,
				REDIS, DATABASE);
		node.awaitConnected();
		return node;
	}

	private static void restartWithoutTheLastCommit(long id, ReliabilityNode writer, List<ReliabilityNode> nodes) {
		nodes.forEach((node) -> assertThat(number(node, id)).isZero());
		String before = incarnation(writer);
		REDIS.saveSnapshot();
		writer.inTransaction((entityManager) -> entityManager.find(Counter.class, id).raise());

		REDIS.restartFromSnapshot();

		for (ReliabilityNode node : nodes) {
			// A node whose own knowledge would have sufficed must not wait for another.
			Awaitility.await()
				.atMost(LIMIT)
				.untilAsserted(() -> assertThat(incarnation(node)).isNotNull().isNotEqualTo(before));
			Awaitility.await().atMost(LIMIT).until(node::isConnectedAndOwesNothing);
			assertThat(number(node, id)).isOne();
		}
		assertThat(nodes).extracting(LostHistoryTests::incarnation).containsOnly(incarnation(writer));
	}

	private static long number(ReliabilityNode node, long id) {
		return node.cache(Counter.class).findById(id).orElseThrow().getNumber();
	}

	private static String incarnation(ReliabilityNode node) {
		SharedLevelStatus status = node.sharedLevel();
		return status.incarnation();
	}

}
