package io.entitycache.jpa;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import io.entitycache.jpa.Shop.Product;
import io.entitycache.transaction.Moment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What is known of the begin of the transaction whose snapshot a load sees. */
class TransactionBeginsTests {

	private static final LoadConditions REFUSED = new LoadConditions(FillPermission.REFUSED,
			/* connected= */ true, null);

	private final TestPersistenceUnit unit = TestPersistenceUnit.h2(Shop.ENTITIES);

	private final EntityLoader<Product, Long> loader = new EntityLoader<>(this.unit.factory(),
			this.unit.mapping(Product.class), Duration.ofSeconds(5), 10);

	private final TransactionBegins begins = new TransactionBegins();

	private final AtomicInteger time = new AtomicInteger();

	@AfterEach
	void close() {
		assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
		this.unit.close();
	}

	@Test
	void momentIsThatOfTheBegin() {
		watch();
		TransactionTemplate transactions = transactions(TransactionDefinition.ISOLATION_REPEATABLE_READ);

		LoadConditions conditions = transactions.execute((status) -> {
			this.time.set(7);
			this.loader.load(1L);
			return this.loader.conditions();
		});

		assertThat(conditions)
			.isEqualTo(new LoadConditions(FillPermission.ALLOWED, /* connected= */ true, new At(0)));
	}

	@Test
	void eachStatementOfReadCommittedSeesWhatIsCommitted() {
		watch();

		assertThat(transactions(TransactionDefinition.ISOLATION_READ_COMMITTED)
			.<LoadConditions>execute((status) -> this.loader.conditions()))
			.isEqualTo(new LoadConditions(FillPermission.ALLOWED, /* connected= */ true, null));
	}

	@Test
	void whatIsNotCommittedIsRefused() {
		watch();

		assertThat(transactions(TransactionDefinition.ISOLATION_READ_UNCOMMITTED)
			.<LoadConditions>execute((status) -> this.loader.conditions())).isEqualTo(REFUSED);
	}

	@Test
	void transactionInsideAnotherOneHasItsOwnMoment() {
		watch();
		TransactionTemplate outer = transactions(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		TransactionTemplate inner = transactions(TransactionDefinition.ISOLATION_SERIALIZABLE);
		inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);

		outer.executeWithoutResult((status) -> {
			this.time.set(1);
			assertThat(inner.<Moment>execute((same) -> this.loader.conditions().snapshotAfter())).isEqualTo(new At(1));
			assertThat(this.loader.conditions().snapshotAfter()).isEqualTo(new At(0));
		});
	}

	@Test
	void transactionOfAnotherManagerDoesNotStandForTheSnapshotOfTheOuterOne() {
		watch();
		TransactionTemplate outer = transactions(TransactionDefinition.ISOLATION_REPEATABLE_READ);
		TransactionTemplate inner = watched(new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:")));
		inner.setIsolationLevel(TransactionDefinition.ISOLATION_READ_COMMITTED);

		outer.executeWithoutResult((status) -> {
			this.time.set(1);
			assertThat(inner.<LoadConditions>execute((other) -> this.loader.conditions()))
				.isEqualTo(new LoadConditions(FillPermission.ALLOWED, /* connected= */ true, new At(0)));
		});
	}

	@Test
	void loadOfItsOwnInTheTransactionOfAnotherManagerSeesWhatIsCommitted() {
		watch();
		TransactionTemplate other = watched(new JdbcTransactionManager(new DriverManagerDataSource("jdbc:h2:mem:")));
		other.setIsolationLevel(TransactionDefinition.ISOLATION_SERIALIZABLE);

		assertThat(other.<LoadConditions>execute((status) -> this.loader.conditions()))
			.isEqualTo(new LoadConditions(FillPermission.ALLOWED, /* connected= */ false, null));
	}

	@Test
	void nothingIsKnownOfTransactionsThatBeganBefore() {
		transactions(TransactionDefinition.ISOLATION_REPEATABLE_READ).executeWithoutResult((status) -> {
			watch();
			assertThat(this.loader.conditions()).isEqualTo(REFUSED);
		});
	}

	@Test
	void nothingIsKnownOfTransactionsOfAManagerThatSaysNothing() {
		watch();

		assertThat(this.unit.transactions(TransactionDefinition.ISOLATION_REPEATABLE_READ)
			.<LoadConditions>execute((status) -> this.loader.conditions())).isEqualTo(REFUSED);
	}

	@Test
	void nothingIsLeftOfATransactionThatRollsBack() {
		watch();

		assertThatIllegalStateException().isThrownBy(
				() -> transactions(TransactionDefinition.ISOLATION_REPEATABLE_READ).executeWithoutResult((status) -> {
					throw new IllegalStateException();
				}));
	}

	private void watch() {
		this.begins.watch(Set.of(this.unit.factory()), () -> new At(this.time.get()));
	}

	private TransactionTemplate transactions(int isolation) {
		TransactionTemplate transactions = this.unit.transactions(isolation);
		this.begins.postProcessBeforeInitialization(Objects.requireNonNull(transactions.getTransactionManager()),
				"transactionManager");
		return transactions;
	}

	private TransactionTemplate watched(AbstractPlatformTransactionManager manager) {
		this.begins.postProcessBeforeInitialization(manager, "transactionManager");
		return new TransactionTemplate(manager);
	}

	/** A moment. */
	private record At(int time) implements Moment {
	}

}
