package io.entitycache.entities;

import io.entitycache.shop.ShopNode;
import io.entitycache.shop.TwoNodes;
import io.entitycache.testsupport.RedisTestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** How many connections to Redis a node has. */
class NodeConnectionTests {

	@Test
	void twoConnectionsServeAllCachesOfANodeAndGoWithIt() {
		TwoNodes.shared();
		int before = connections();
		try (ShopNode third = TwoNodes.startThird()) {
			assertThat(third.caches().names()).hasSizeGreaterThan(2);
			assertThat(connections() - before).isEqualTo(2);
		}

		Awaitility.await().until(() -> connections() == before);
	}

	private static int connections() {
		return Integer.parseInt(RedisTestServers.shared().info("clients").get("connected_clients"));
	}

}
