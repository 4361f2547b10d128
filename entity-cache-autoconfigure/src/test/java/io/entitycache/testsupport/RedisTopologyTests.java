package io.entitycache.testsupport;

import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RedisTopologyTests {

	private static final Duration LIMIT = Duration.ofSeconds(20);

	private static final String IMPATIENT = "cluster-node-timeout 1000";

	@Test
	void sentinelPromotesTheReplicaOfAKilledMaster() {
		try (RedisSentinelTestServers servers = RedisSentinelTestServers.start()) {
			assertThat(servers.currentMaster()).isSameAs(servers.master());
			servers.master().command("SET", "key", "value");
			servers.awaitReplication();

			servers.master().kill();
			servers.awaitMaster(servers.replica());

			assertThat(servers.replica().command("GET", "key")).isEqualTo("value");
		}
	}

	@Test
	void sentinelPromotesTheReplicaOnDemand() {
		try (RedisSentinelTestServers servers = RedisSentinelTestServers.start()) {
			servers.failOver();

			assertThat(servers.currentMaster()).isSameAs(servers.replica());
			assertThat(servers.replica().command("SET", "key", "value")).isEqualTo("OK");
		}
	}

	@Test
	void clusterServesUntilItLosesANode() {
		try (RedisClusterTestServers cluster = RedisClusterTestServers.start(IMPATIENT)) {
			assertThat(cluster.masters()).hasSize(3);
			RedisTestServer owner = cluster.masterOf("key");
			assertThat(owner.command("SET", "key", "value")).isEqualTo("OK");
			RedisTestServer other = cluster.masters()
				.stream()
				.filter((node) -> node != owner)
				.findFirst()
				.orElseThrow();
			assertThatExceptionOfType(RedisReplyException.class).isThrownBy(() -> other.command("GET", "key"))
				.withMessageContaining("MOVED")
				.withMessageContaining(owner.address());

			owner.kill();
			Awaitility.await()
				.atMost(LIMIT)
				.until(() -> String.valueOf(other.command("CLUSTER", "INFO")).contains("cluster_state:fail"));
			owner.restart();
			cluster.awaitOk();

			assertThat(owner.command("GET", "key")).isNull();
		}
	}

	@Test
	void clusterWithReplicasSurvivesTheLossOfAMaster() {
		try (RedisClusterTestServers cluster = RedisClusterTestServers.startWithReplicas(IMPATIENT)) {
			RedisTestServer master = cluster.masters().get(0);
			RedisTestServer replica = cluster.replicas().get(0);

			master.kill();

			Awaitility.await().atMost(LIMIT).until(() -> "master".equals(replica.info("replication").get("role")));
			cluster.awaitOk();
			assertThat(List.of(cluster.addresses().split(","))).hasSize(6).contains(replica.address());
		}
	}

}
