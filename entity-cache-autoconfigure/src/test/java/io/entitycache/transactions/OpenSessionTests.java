package io.entitycache.transactions;

import io.entitycache.fixtures.Threads;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.transaction.TransactionDefinition;

import static org.assertj.core.api.Assertions.assertThat;

/** A session that outlives its transactions, and keeps the connection between them. */
@Timeout(60)
class OpenSessionTests {

	private static final String REPEATABLE_READ = "spring.datasource.hikari.transaction-isolation=TRANSACTION_REPEATABLE_READ";

	private final Threads threads = new Threads();

	@AfterEach
	void close() {
		this.threads.close();
	}

	@Test
	void snapshotFromBeforeTheTransactionIsNotKept() {
		try (TariffNode node = start("spring.datasource.hikari.auto-commit=false")) {
			int seen = node.inRequest(() -> {
				// Without auto-commit this begins what the transaction goes on with.
				node.look();
				commitElsewhere(node);
				return node.<Integer>read(TransactionDefinition.ISOLATION_DEFAULT, () -> node.price(1));
			});

			assertThat(seen).isEqualTo(10);
			assertThat(node.price(1)).isEqualTo(20);
		}
	}

	@Test
	void snapshotOfATransactionIsKeptWhereEachStatementBeforeItWasItsOwn() {
		try (TariffNode node = start("spring.datasource.hikari.auto-commit=true")) {
			node.inRequest(() -> {
				node.look();
				return node.<Integer>read(TransactionDefinition.ISOLATION_DEFAULT, () -> node.price(1));
			});
			long loads = node.tariffs().statistics().loads();

			assertThat(node.price(1)).isEqualTo(10);
			assertThat(node.tariffs().statistics().loads()).isEqualTo(loads);
		}
	}

	private static TariffNode start(String autoCommit) {
		TariffNode node = TariffNode.start(autoCommit, REPEATABLE_READ);
		node.commit((entityManager) -> entityManager.persist(new Tariff(1L, "one", 10)));
		return node;
	}

	private void commitElsewhere(TariffNode node) {
		this.threads.start(() -> {
			node.price(1, 20);
			return true;
		}).join();
	}

}
