package io.entitycache.redis;

import java.time.Duration;
import java.util.List;

import io.entitycache.cluster.Coordination;
import io.entitycache.fixtures.CoordinationContract;
import io.entitycache.testsupport.RedisTestServers;
import io.lettuce.core.RedisClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class RedisCoordinationTests extends CoordinationContract {

	private final RedisClient client = RedisClient.create(RedisTestServers.shared().uri());

	private RedisSharedLevel shared;

	private Coordination coordination;

	@BeforeEach
	void open() {
		this.shared = new RedisSharedLevel(List.of(RedisTestServers.shared()), this.client);
		this.coordination = new RedisCoordination(this.shared.connections());
	}

	@AfterEach
	void close() {
		this.shared.close();
		this.client.shutdown();
	}

	@Override
	protected Coordination coordination() {
		return this.coordination;
	}

	// The server's own clock: that much passes, and a little more.
	@Override
	protected void advance(Duration duration) {
		Duration whole = duration.plusMillis(50);
		Awaitility.await().pollDelay(whole).atMost(whole.plusSeconds(5)).until(() -> true);
	}

}
