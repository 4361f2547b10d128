package io.entitycache.redis;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.testsupport.RedisTestServers;
import io.entitycache.tier.Incarnations;
import io.lettuce.core.RedisClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link RedisDatabaseClaims}. */
class RedisDatabaseClaimsTests {

	private static final Duration LONG = Duration.ofMinutes(10);

	private static final Duration SHORT = Duration.ofMillis(1);

	private static final Map<String, String> ONE = Map.of("default", "one");

	private static final Map<String, String> TWO = Map.of("default", "two");

	private final RedisClient client = RedisClient.create(RedisTestServers.shared().uri());

	private RedisSharedLevel shared;

	private RedisDatabaseClaims claims;

	private RedisDatabaseClaims ofAnotherProcess;

	private AnnouncementLog log;

	@BeforeEach
	void open() {
		this.shared = new RedisSharedLevel(List.of(RedisTestServers.shared()), this.client);
		this.claims = new RedisDatabaseClaims(this.shared.connections());
		this.ofAnotherProcess = new RedisDatabaseClaims(this.shared.connections());
		this.log = this.shared.log();
	}

	@AfterEach
	void close() {
		this.shared.close();
		this.client.shutdown();
	}

	@Test
	void stateIsThatOfTheDatabaseThatClaimsItFirst() {
		assertThat(this.claims.claim(ONE, LONG)).isEmpty();

		assertThat(this.ofAnotherProcess.claim(TWO, LONG)).isEqualTo(ONE);
		assertThat(this.ofAnotherProcess.claim(ONE, LONG)).isEmpty();
	}

	@Test
	void claimThatIsProlongedLeavesTheStateAlone() {
		this.claims.claim(ONE, LONG);
		long before = incarnation();

		this.claims.claim(ONE, LONG);
		this.ofAnotherProcess.claim(ONE, LONG);
		this.ofAnotherProcess.claim(TWO, LONG);

		assertThat(incarnation()).isEqualTo(before);
	}

	@Test
	void stateThatNobodyHasClaimedIsBegunAnew() {
		long before = incarnation();

		this.claims.claim(ONE, LONG);

		assertThat(Incarnations.isNewer(incarnation(), before)).isTrue();
	}

	@Test
	void stateIsBegunAnewForTheDatabaseThatTakesItOver() {
		this.claims.claim(ONE, SHORT);
		long before = incarnation();

		Awaitility.await().until(() -> this.ofAnotherProcess.claim(TWO, LONG).isEmpty());

		assertThat(Incarnations.isNewer(incarnation(), before)).isTrue();
		assertThat(this.claims.claim(ONE, LONG)).isEqualTo(TWO);
	}

	@Test
	void databaseThatComesBackFindsItsState() {
		this.claims.claim(ONE, LONG);
		long before = incarnation();
		this.claims.release();

		assertThat(this.ofAnotherProcess.claim(ONE, LONG)).isEmpty();

		assertThat(incarnation()).isEqualTo(before);
	}

	@Test
	void claimIsOverWhenItsLastProcessReleasesIt() {
		this.claims.claim(ONE, LONG);
		this.claims.release();

		assertThat(this.ofAnotherProcess.claim(TWO, LONG)).isEmpty();
	}

	@Test
	void claimGoesOnIfAnotherProcessHasProlongedItSince() {
		this.claims.claim(ONE, LONG);
		this.ofAnotherProcess.claim(ONE, LONG);
		this.claims.release();

		assertThat(this.claims.claim(TWO, LONG)).isEqualTo(ONE);
	}

	@Test
	void everyPersistenceUnitHasItsDatabase() {
		this.claims.claim(ONE, LONG);
		long before = incarnation();

		assertThat(this.ofAnotherProcess.claim(Map.of("default", "one", "more", "three"), LONG)).isEmpty();

		assertThat(incarnation()).isEqualTo(before);
		assertThat(this.claims.claim(Map.of("default", "one", "more", "four"), LONG))
			.isEqualTo(Map.of("more", "three"));
	}

	@Test
	void claimThatIsDamagedIsNone() {
		String key = new String(new RedisKeys(this.shared.connections().settings()).databases());
		RedisTestServers.shared().command("SET", key, "x");

		assertThat(this.claims.claim(ONE, LONG)).isEmpty();
		assertThat(this.ofAnotherProcess.claim(TWO, LONG)).isEqualTo(ONE);
	}

	@Test
	void endThatNobodyGaveIsCut() {
		String key = new String(new RedisKeys(this.shared.connections().settings()).databases());
		this.claims.claim(ONE, LONG);
		RedisTestServers.shared().command("HSET", key, "until", "99999999999999");

		assertThat(this.ofAnotherProcess.claim(TWO, SHORT)).isEqualTo(ONE);

		Awaitility.await().until(() -> this.ofAnotherProcess.claim(TWO, SHORT).isEmpty());
	}

	@ParameterizedTest
	@ValueSource(strings = { "SET {meta} x", "HSET {meta} seq x", "HSET {meta} seq 9999999999999999",
			"HSET {meta} incarnation short", "HDEL {meta} incarnation", "HSET {meta} f:short 1",
			"HSET {meta} f:no-colon-where-it-belongs 1" })
	void nothingOfADamagedStateIsTakenOver(String damage) {
		RedisKeys keys = new RedisKeys(this.shared.connections().settings());
		String meta = new String(keys.meta());
		long before = incarnation();
		if (damage.startsWith("SET")) {
			RedisTestServers.shared().command("DEL", meta);
		}
		RedisTestServers.shared().command(damage.replace("{meta}", meta).split(" "));

		assertThat(this.claims.claim(ONE, LONG)).isEmpty();

		AnnouncementLog.State state = this.log.state();
		assertThat(Incarnations.isNewer(state.incarnation(), before)).isTrue();
		assertThat(state.sequence()).isZero();
		assertThat(RedisTestServers.shared().command("HLEN", meta)).hasToString("2");
	}

	@Test
	void transactionsThatAreAboutToCommitAreSoInTheStateThatIsBegun() {
		String meta = new String(new RedisKeys(this.shared.connections().settings()).meta());
		incarnation();
		RedisTestServers.shared().command("HSET", meta, "f:book:........", "x");
		RedisTestServers.shared().command("HSET", meta, "f:shelf:........", "1");

		this.claims.claim(ONE, LONG);

		assertThat(this.log.state().flux()).containsOnlyKeys("book");
	}

	private long incarnation() {
		return this.log.state().incarnation();
	}

}
