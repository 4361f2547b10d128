package io.entitycache.transactions;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class H2RepeatableReadTests extends RepeatableReadScenarios {

	private static List<TariffNode> nodes = List.of();

	@BeforeAll
	static void start() {
		TariffNode.Database database = TariffNode.Database.h2();
		nodes = List.of(TariffNode.start(database, "repeatable-read-h2"),
				TariffNode.start(database, "repeatable-read-h2"));
	}

	@AfterAll
	static void close() {
		nodes.forEach(TariffNode::close);
	}

	@Override
	List<TariffNode> nodes() {
		return nodes;
	}

}
