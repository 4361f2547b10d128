package io.entitycache.reliability;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;

import io.entitycache.EntityCache;
import io.entitycache.Freshness;
import io.entitycache.reliability.after.Gadget;
import io.entitycache.reliability.after.GadgetApplication;
import io.entitycache.testsupport.PostgresDatabase;
import io.entitycache.testsupport.PostgresTestServer;
import io.entitycache.testsupport.RedisTestServer;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Two versions of an application run side by side on one Redis and one database. They
 * know the same entity with other attributes.
 */
class RollingDeployTests {

	private static final RedisTestServer REDIS = RedisTestServer.start();

	private static final PostgresDatabase DATABASE = PostgresTestServer.shared().createDatabase("rolling_deploy");

	private static final String NAMESPACE = "rolling-deploy-" + UUID.randomUUID();

	private static ReliabilityNode oldNode;

	private static ReliabilityNode newNode;

	private static EntityCache<io.entitycache.reliability.before.Gadget, Long> oldCache;

	private static EntityCache<Gadget, Long> newCache;

	@BeforeAll
	static void start() throws SQLException {
		try (Connection connection = DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.username(),
				DATABASE.password()); Statement statement = connection.createStatement()) {
			statement.execute("create table gadget (id bigint primary key, name varchar(60) not null, "
					+ "price numeric(12, 2) not null, colour varchar(60))");
			statement.execute("insert into gadget select i, 'gadget-' || i, i, 'colour-' || i "
					+ "from generate_series(1, 100) as i");
		}
		oldNode = node(io.entitycache.reliability.before.GadgetApplication.class);
		newNode = node(GadgetApplication.class);
		oldCache = oldNode.cache(io.entitycache.reliability.before.Gadget.class);
		newCache = newNode.cache(Gadget.class);
	}

	// Before its first load a node does not know the server's time, and so no entry's
	// age.
	private static ReliabilityNode node(Class<?> application) {
		ReliabilityNode node = new ReliabilityNode(application, "gadget", NAMESPACE, REDIS, DATABASE);
		node.awaitConnected();
		return node;
	}

	@AfterAll
	static void stop() {
		oldNode.close();
		newNode.close();
		REDIS.close();
	}

	@Test
	void entryOfTheOldVersionIsACountedMissOfTheNewOne() {
		newCache.findById(100L);
		assertThat(oldCache.findById(1L)).map(io.entitycache.reliability.before.Gadget::getPrice).contains(1L);
		double before = foreignEntries(newNode);

		Gadget gadget = newCache.findById(1L).orElseThrow();

		assertThat(foreignEntries(newNode)).isEqualTo(before + 1);
		assertThat(gadget.getName()).isEqualTo("gadget-1");
		assertThat(gadget.getPrice()).isEqualByComparingTo("1");
		assertThat(gadget.getColour()).isEqualTo("colour-1");
		assertThat(newCache.freshness(1L).state()).isEqualTo(Freshness.State.FRESH);
	}

	@Test
	void entryOfTheNewVersionIsACountedMissOfTheOldOne() {
		oldCache.findById(99L);
		assertThat(newCache.findById(2L)).map(Gadget::getColour).contains("colour-2");
		double before = foreignEntries(oldNode);

		io.entitycache.reliability.before.Gadget gadget = oldCache.findById(2L).orElseThrow();

		assertThat(foreignEntries(oldNode)).isEqualTo(before + 1);
		assertThat(gadget.getName()).isEqualTo("gadget-2");
		assertThat(gadget.getPrice()).isEqualTo(2);
		assertThat(oldCache.freshness(2L).state()).isEqualTo(Freshness.State.FRESH);
	}

	// The control: what is a miss between versions is a hit within one.
	@Test
	void entryOfTheSameVersionIsRead() {
		try (ReliabilityNode sibling = node(GadgetApplication.class)) {
			EntityCache<Gadget, Long> cache = sibling.cache(Gadget.class);
			cache.findById(98L);
			newCache.findById(3L);
			double foreign = foreignEntries(sibling);
			long hits = cache.statistics().level2Hits();

			assertThat(cache.findById(3L)).map(Gadget::getColour).contains("colour-3");

			assertThat(cache.statistics().level2Hits()).isEqualTo(hits + 1);
			assertThat(foreignEntries(sibling)).isEqualTo(foreign);
		}
	}

	@Test
	void changeByOneVersionRemovesTheEntryOfTheOther() {
		oldCache.findById(4L);
		newCache.findById(4L);
		oldCache.findById(5L);
		newCache.findById(5L);

		changeByOld(4, 40);
		changeByNew(5, 50);

		Awaitility.await().untilAsserted(() -> {
			assertThat(newCache.freshness(4L).state()).isEqualTo(Freshness.State.NOT_CACHED);
			assertThat(oldCache.freshness(5L).state()).isEqualTo(Freshness.State.NOT_CACHED);
		});
		assertThat(newCache.findById(4L)).map(Gadget::getName).contains("old-40");
		assertThat(newCache.findById(4L)).map(Gadget::getColour).contains("colour-4");
		assertThat(oldCache.findById(5L)).map(io.entitycache.reliability.before.Gadget::getPrice).contains(50L);
	}

	@Test
	void bothVersionsSeeRightDataHoweverTheyTakeTurns() {
		for (int turn = 100; turn < 160; turn++) {
			long id = 10 + turn % 3;
			String name = (turn % 2 == 0) ? changeByOld(id, turn) : changeByNew(id, turn);
			String colour = (turn % 2 == 0) ? newCache.findById(id).orElseThrow().getColour() : "colour-" + turn;
			long price = turn;

			Awaitility.await().pollInterval(Duration.ofMillis(5)).untilAsserted(() -> {
				io.entitycache.reliability.before.Gadget seenByOld = oldCache.findById(id).orElseThrow();
				Gadget seenByNew = newCache.findById(id).orElseThrow();
				assertThat(seenByOld.getName()).isEqualTo(name).isEqualTo(seenByNew.getName());
				assertThat(seenByOld.getPrice()).isEqualTo(price);
				assertThat(seenByNew.getPrice()).isEqualByComparingTo(BigDecimal.valueOf(price));
				assertThat(seenByNew.getColour()).isEqualTo(colour);
			});
		}
	}

	private static String changeByOld(long id, long price) {
		String name = "old-" + price;
		oldNode.inTransaction((entityManager) -> {
			io.entitycache.reliability.before.Gadget gadget = entityManager
				.find(io.entitycache.reliability.before.Gadget.class, id);
			gadget.setName(name);
			gadget.setPrice(price);
			return gadget;
		});
		assertThat(oldCache.findById(id)).map(io.entitycache.reliability.before.Gadget::getName).contains(name);
		return name;
	}

	private static String changeByNew(long id, long price) {
		String name = "new-" + price;
		newNode.inTransaction((entityManager) -> {
			Gadget gadget = entityManager.find(Gadget.class, id);
			gadget.setName(name);
			gadget.setPrice(BigDecimal.valueOf(price));
			gadget.setColour("colour-" + price);
			return gadget;
		});
		assertThat(newCache.findById(id)).map(Gadget::getName).contains(name);
		return name;
	}

	private static double foreignEntries(ReliabilityNode node) {
		Counter counter = node.bean(MeterRegistry.class)
			.find("entity.cache.unreadable")
			.tags("cache", "gadget", "reason", "FINGERPRINT")
			.counter();
		return (counter != null) ? counter.count() : 0;
	}

}
