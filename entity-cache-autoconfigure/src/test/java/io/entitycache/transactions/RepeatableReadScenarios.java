package io.entitycache.transactions;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** Two nodes whose transactions see the database as it was when they began. */
@Timeout(120)
abstract class RepeatableReadScenarios {

	private static final int REPEATABLE_READ = TransactionDefinition.ISOLATION_REPEATABLE_READ;

	private static final AtomicLong IDS = new AtomicLong();

	private TariffNode one;

	private TariffNode two;

	private long id;

	/** The nodes, on one database. */
	abstract List<TariffNode> nodes();

	@BeforeEach
	void create() {
		this.one = nodes().get(0);
		this.two = nodes().get(1);
		this.id = IDS.incrementAndGet();
		this.one.commit((entityManager) -> entityManager.persist(new Tariff(this.id, "code-" + this.id, 10)));
		// What is announced before a transaction begins is known to it once it is
		// applied.
		nodes().forEach(TariffNode::awaitCaughtUp);
	}

	@AfterEach
	void everybodySeesWhatIsCommitted() {
		List<Integer> committed = List.of(committed(), committed());
		assertThat(nodes()).extracting((node) -> node.price(this.id)).isEqualTo(committed);
		// Out of level 2 or the database.
		nodes().forEach((node) -> node.tariffs().evict(-1L));
		assertThat(nodes()).extracting((node) -> node.price(this.id)).isEqualTo(committed);
	}

	private int committed() {
		return this.one.transactions()
			.execute((status) -> this.one.entityManager().find(Tariff.class, this.id).getPrice());
	}

	@Test
	void hundredTransactionsLoadARowOnce() {
		long before = this.one.tariffs().statistics().loads();
		long refused = this.one.tariffs().statistics().refusedFills();
		for (int i = 0; i < 100; i++) {
			assertThat(this.one.<Integer>read(REPEATABLE_READ, () -> this.one.price(this.id))).isEqualTo(10);
		}

		assertThat(this.one.tariffs().statistics().loads() - before).isOne();
		assertThat(this.one.tariffs().statistics().refusedFills()).isEqualTo(refused);
		long others = this.two.tariffs().statistics().loads();
		assertThat(this.two.<Integer>read(REPEATABLE_READ, () -> this.two.price(this.id))).isEqualTo(10);
		assertThat(this.two.tariffs().statistics().loads()).isEqualTo(others);
	}

	@Test
	void hundredReadsInOneTransactionLoadARowOnce() {
		long before = this.one.tariffs().statistics().loads();
		this.one.read(REPEATABLE_READ, () -> {
			this.one.look();
			for (int i = 0; i < 100; i++) {
				assertThat(this.one.price(this.id)).isEqualTo(10);
			}
			return null;
		});

		assertThat(this.one.tariffs().statistics().loads() - before).isOne();
	}

	@Test
	void hundredSearchesLoadARowOnce() {
		long before = this.one.tariffs().statistics().loads();
		for (int i = 0; i < 100; i++) {
			assertThat(this.one.<Boolean>read(REPEATABLE_READ,
					() -> this.one.tariffs().findBy("code", "code-" + this.id).isPresent()))
				.isTrue();
		}

		assertThat(this.one.tariffs().statistics().loads() - before).isLessThanOrEqualTo(1);
	}

	@Test
	void whatThisNodeHasCommittedSinceTheBeginIsNotReplacedByTheSnapshot() {
		int seen = this.one.<Integer>read(REPEATABLE_READ, () -> {
			this.one.look();
			this.one.price(this.id, 20);
			return this.one.price(this.id);
		});

		assertThat(seen).isEqualTo(10);
		assertThat(this.one.price(this.id)).isEqualTo(20);
	}

	@Test
	void whatAnotherNodeHasCommittedSinceTheBeginIsNotReplacedByTheSnapshot() {
		int seen = this.one.<Integer>read(REPEATABLE_READ, () -> {
			this.one.look();
			this.two.price(this.id, 20);
			return this.one.price(this.id);
		});

		assertThat(seen).isEqualTo(10);
		this.one.awaitCaughtUp();
		assertThat(this.one.price(this.id)).isEqualTo(20);
		assertThat(this.two.price(this.id)).isEqualTo(20);
	}

	@Test
	void transactionInsideAnotherOneHasItsOwnBegin() {
		int seen = this.one.<Integer>read(REPEATABLE_READ, () -> {
			this.one.look();
			this.two.price(this.id, 20);
			TransactionTemplate inner = this.one.transactions();
			inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
			inner.setIsolationLevel(REPEATABLE_READ);
			inner.setReadOnly(true);
			this.one.awaitCaughtUp();
			return inner.<Integer>execute((status) -> this.one.price(this.id));
		});

		assertThat(seen).isEqualTo(20);
	}

	@Test
	void writingTransactionKeepsWhatItHasReadOnceItCommits() {
		long before = this.one.tariffs().statistics().loads();
		TransactionTemplate writing = this.one.transactions();
		writing.setIsolationLevel(REPEATABLE_READ);
		writing.executeWithoutResult((status) -> {
			this.one.entityManager().persist(new Tariff(IDS.incrementAndGet(), "other-" + this.id, 1));
			assertThat(this.one.price(this.id)).isEqualTo(10);
		});

		assertThat(this.one.price(this.id)).isEqualTo(10);
		assertThat(this.one.tariffs().statistics().loads() - before).isOne();
	}

	@Test
	void writingTransactionDoesNotReplaceWhatWasCommittedSinceItsBegin() {
		TransactionTemplate writing = this.one.transactions();
		writing.setIsolationLevel(REPEATABLE_READ);
		writing.executeWithoutResult((status) -> {
			this.one.look();
			this.two.price(this.id, 20);
			assertThat(this.one.price(this.id)).isEqualTo(10);
		});

		this.one.awaitCaughtUp();
		assertThat(this.one.price(this.id)).isEqualTo(20);
	}

}
