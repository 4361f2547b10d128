package io.entitycache.redis;

import java.util.List;

import io.entitycache.fixtures.SlotProtocol;
import io.entitycache.testsupport.RedisClusterTestServers;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.cluster.RedisClusterClient;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedisSlotProtocolTests {

	@Test
	void noOrderOfEventsShowsAStaleEntryOnOneServer() {
		RedisClient client = RedisClient.create(RedisTestServers.shared().uri());

		assertThat(run(List.of(RedisTestServers.shared()), client, 10)).isPositive();
	}

	@Test
	void noOrderOfEventsShowsAStaleEntryOnACluster() {
		try (RedisClusterTestServers servers = RedisClusterTestServers.start()) {
			RedisClusterClient client = RedisClusterClient.create(servers.masters().get(0).uri());

			assertThat(run(servers.nodes(), client, 5)).isPositive();
		}
	}

	private static int run(List<RedisTestServer> servers, AbstractRedisClient client, int seeds) {
		int hits = 0;
		for (int seed = 0; seed < seeds; seed++) {
			try (RedisSharedLevel shared = new RedisSharedLevel(servers, client)) {
				hits += SlotProtocol.run(shared, seed, 300);
			}
		}
		client.shutdown();
		return hits;
	}

}
