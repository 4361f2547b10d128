package io.entitycache.transactions;

import java.util.List;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRepeatableReadTests extends RepeatableReadScenarios {

	private static List<TariffNode> nodes = List.of();

	@BeforeAll
	static void start() {
		TariffNode.Database database = TariffNode.Database.postgres("repeatable_read");
		nodes = List.of(TariffNode.start(database, "repeatable-read-postgres"),
				TariffNode.start(database, "repeatable-read-postgres"));
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
