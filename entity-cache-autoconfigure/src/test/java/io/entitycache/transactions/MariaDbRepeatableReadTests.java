package io.entitycache.transactions;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Where that is what every transaction does that asks for nothing else. */
class MariaDbRepeatableReadTests extends RepeatableReadScenarios {

	private static List<TariffNode> nodes = List.of();

	@BeforeAll
	static void start() {
		TariffNode.Database database = TariffNode.Database.mariaDb("repeatable_read");
		nodes = List.of(TariffNode.start(database, "repeatable-read-mariadb"),
				TariffNode.start(database, "repeatable-read-mariadb"));
	}

	@AfterAll
	static void close() {
		nodes.forEach(TariffNode::close);
	}

	@Override
	List<TariffNode> nodes() {
		return nodes;
	}

	@Test
	void transactionsThatAskForNoIsolationLoadARowOnce() {
		TariffNode node = nodes.get(0);
		node.commit((entityManager) -> entityManager.persist(new Tariff(-2L, "default", 10)));
		node.awaitCaughtUp();
		long before = node.tariffs().statistics().loads();
		for (int i = 0; i < 100; i++) {
			assertThat(node.<Integer>read(() -> node.price(-2L))).isEqualTo(10);
		}

		assertThat(node.tariffs().statistics().loads() - before).isOne();
	}

}
