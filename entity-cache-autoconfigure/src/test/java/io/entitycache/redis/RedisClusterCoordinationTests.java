package io.entitycache.redis;

import java.time.Duration;

import io.entitycache.cluster.Coordination;
import io.entitycache.fixtures.CoordinationContract;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.lettuce.core.cluster.RedisClusterClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

class RedisClusterCoordinationTests extends CoordinationContract {

	private static RedisClusterTestServers servers;

	private static RedisClusterClient client;

	private RedisSharedLevel shared;

	private Coordination coordination;

	@BeforeAll
	static void createClient() {
		servers = RedisClusterTestServers.start();
		client = RedisClusterClient.create(servers.masters().get(0).uri());
	}

	@AfterAll
	static void shutDownClient() {
		client.shutdown();
		servers.close();
	}

	@BeforeEach
	void open() {
		this.shared = new RedisSharedLevel(servers.nodes(), client);
		this.coordination = new RedisCoordination(this.shared.connections());
	}

	@AfterEach
	void close() {
		this.shared.close();
	}

	@Override
	protected Coordination coordination() {
		return this.coordination;
	}

	@Override
	protected void advance(Duration duration) {
		Duration whole = duration.plusMillis(50);
		Awaitility.await().pollDelay(whole).atMost(whole.plusSeconds(5)).until(() -> true);
	}

}
