package io.entitycache.moves;

import java.time.Duration;
import java.util.List;

import io.entitycache.moves.Shelter.Cat;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import io.entitycache.testsupport.RedisTestServers;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A statement on one node moves an animal that a transaction on the other one has loaded
 * and writes.
 */
class MovedOnAnotherNodeTests {

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("shelters_shared");

	private static final RedisTestServer REDIS = RedisTestServers.shared();

	private static final ShelterNode ONE = start("create");

	private static final ShelterNode TWO = start("none");

	private final long id = ShelterNode.newId();

	private final long home = ShelterNode.newId();

	private final long other = ShelterNode.newId();

	private static ShelterNode start(String schema) {
		return ShelterNode
			.start(ShelterNode.Shared.class, "spring.datasource.url=" + DATABASE.jdbcUrl(),
					"spring.datasource.username=" + DATABASE.username(),
					"spring.datasource.password=" + DATABASE.password(), "spring.jpa.hibernate.ddl-auto=" + schema,
					"spring.data.redis.host=" + REDIS.host(), "spring.data.redis.port=" + REDIS.port(),
					"entity-cache.namespace=shelters")
			.awaitConnected();
	}

	@AfterAll
	static void stop() {
		ONE.close();
		TWO.close();
	}

	@BeforeEach
	void cacheBothSheltersOnBothNodes() {
		ONE.commit((em) -> {
			for (long each : List.of(this.home, this.other)) {
				Shelter shelter = new Shelter();
				shelter.id = each;
				em.persist(shelter);
			}
			Cat cat = new Cat();
			cat.id = this.id;
			cat.moveTo(em.find(Shelter.class, this.home));
			em.persist(cat);
		});
		TWO.awaitCaughtUp();
		readShelters();
	}

	private boolean readShelters() {
		List.of(ONE, TWO).forEach((node) -> node.cache(Shelter.class).findAllById(List.of(this.home, this.other)));
		return true;
	}

	private void assertTrue() {
		for (ShelterNode node : List.of(ONE, TWO)) {
			for (long shelter : List.of(this.home, this.other)) {
				assertThat(node.get(Shelter.class, shelter).cats).extracting((cat) -> cat.id)
					.containsExactlyElementsOf(
							node.jdbc().queryForList("select id from cat where shelter_id = ?", Long.class, shelter));
			}
		}
	}

	// What a node hears of last, its own change among it, may be what makes it owe
	// something.
	private static void awaitRest() {
		ONE.awaitCaughtUp();
		TWO.awaitCaughtUp();
		Awaitility.await()
			.atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(5))
			.until(() -> List.of(ONE, TWO).stream().allMatch((node) -> node.caches().sharedLevel().owed() == 0));
		ONE.awaitCaughtUp();
		TWO.awaitCaughtUp();
	}

	@Test
	void animalThatIsMovedBackIsWhereTheDatabaseHasItOnBothNodes() {
		ONE.commit((em) -> {
			Cat cat = em.find(Cat.class, this.id);
			TWO.commitMeanwhile((other) -> other.createQuery("update Cat c set c.shelter.id = :to where c.id = :id")
				.setParameter("to", this.other)
				.setParameter("id", this.id)
				.executeUpdate());
			ShelterNode.meanwhile(this::readShelters);
			cat.weight = 7;
		});

		awaitRest();
		assertTrue();
		assertThat(ONE.get(Shelter.class, this.home).cats).hasSize(1);
	}

	@Test
	void changeWithoutSuchAStatementCostsNoNodeItsShelters() {
		List.of(ONE, TWO).forEach((node) -> node.facts().clear());
		ONE.commit((em) -> em.find(Cat.class, this.id).weight = 7);

		awaitRest();
		for (ShelterNode node : List.of(ONE, TWO)) {
			assertThat(node.facts()).noneMatch((fact) -> fact.startsWith("invalidated shelter."));
		}
		assertTrue();
	}

}
