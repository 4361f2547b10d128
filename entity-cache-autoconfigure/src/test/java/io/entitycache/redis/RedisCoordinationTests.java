package io.entitycache.redis;

import java.time.Duration;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.cluster.Coordination;
import io.entitycache.fixtures.CoordinationContract;
import io.entitycache.testsupport.RedisTestServers;
import io.entitycache.tier.Level2;
import io.entitycache.tier.Level2.Claim;
import io.entitycache.tier.Level2.LoadLease;
import io.lettuce.core.RedisClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

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

	@Test
	void leaseThatWouldNeverEndIsGivenAnEnd() {
		byte[] lease = this.shared.keys().lease("sync");
		this.shared.commands().lpush(lease, lease);

		assertThat(this.coordination.acquire("sync", "a", Duration.ofMillis(300))).isFalse();
		assertThat(this.coordination.renew("sync", "a", Duration.ofMillis(300))).isFalse();
		assertThat(this.shared.commands().pttl(lease)).isBetween(0L, 300L);
		advance(Duration.ofMillis(300));
		assertThat(this.coordination.acquire("sync", "a", Duration.ofMillis(300))).isTrue();
	}

	@Test
	void littleIsReadOfWhatOthersHavePutInThePlaceOfANote() {
		this.shared.commands().set(this.shared.keys().note("recent"), new byte[10_000_000]);
		this.shared.commands().set(this.shared.keys().lease("sync"), new byte[10_000_000]);

		assertThat(this.coordination.note("recent")).hasSize(2 * 1024 * 1024);
		assertThat(this.coordination.holder("sync")).hasSize(1024);
		assertThat(this.coordination.note("another")).isNull();
		assertThat(this.coordination.holder("another")).isNull();
	}

	@Test
	void leaseOfALoadThatWouldNeverEndIsGivenAnEnd() {
		EntryKey slot = new EntryKey("product", "1");
		byte[] lease = this.shared.keys().load(this.shared.keys().slot(slot));
		this.shared.commands().set(lease, new byte[25]);

		Level2 level2 = this.shared.level2();
		assertThat(level2.claim(List.of(slot), new LoadLease(8, Duration.ofSeconds(9)), false)).singleElement()
			.extracting(Claim::right)
			.isEqualTo(Claim.Right.OTHERS);
		assertThat(this.shared.commands().pttl(lease)).isBetween(0L, 9_000L);
	}

	// The server's own clock: that much passes, and a little more.
	@Override
	protected void advance(Duration duration) {
		Duration whole = duration.plusMillis(50);
		Awaitility.await().pollDelay(whole).atMost(whole.plusSeconds(5)).until(() -> true);
	}

}
