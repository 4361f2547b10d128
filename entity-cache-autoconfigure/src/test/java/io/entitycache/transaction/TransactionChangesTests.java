package io.entitycache.transaction;

import java.util.ArrayList;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TransactionChangesTests {

	private static final EntryKey KEY = new EntryKey("product", "1");

	private static final EntryKey OTHER = new EntryKey("product", "2");

	private final List<String> log = new ArrayList<>();

	private final List<Invalidation> committed = new ArrayList<>();

	private final LoggedTransactions transactions = new LoggedTransactions();

	private final TransactionChanges changes = new TransactionChanges(new LoggingHandler());

	private @Nullable RuntimeException refusal;

	@Test
	void changeIsPreparedBeforeTheCommitAndToldAfterIt() {
		inTransaction(() -> {
			this.changes.record(Invalidation.of(KEY));
			this.changes.record(Invalidation.of(OTHER));
			assertThat(this.changes.touches(KEY)).isTrue();
			assertThat(this.changes.touchesRegion("product")).isTrue();
			assertThat(this.changes.touchesRegion("line")).isFalse();
		});

		assertThat(this.log).containsExactly("prepare", "commit", "committed");
		assertThat(this.committed).containsExactly(Invalidation.of(KEY).and(Invalidation.of(OTHER)));
		assertThat(this.changes.touches(KEY)).isFalse();
	}

	@Test
	void changeOutsideOfATransactionIsToldAtOnce() {
		this.changes.record(Invalidation.of(KEY));

		assertThat(this.log).containsExactly("committed");
	}

	@Test
	void changeWithSynchronizationButWithoutATransactionIsToldAtOnce() {
		template(TransactionDefinition.PROPAGATION_SUPPORTS).executeWithoutResult((status) -> {
			assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isTrue();
			this.changes.record(Invalidation.of(KEY));
			assertThat(this.log).containsExactly("committed");
		});
	}

	@Test
	void nothingIsNoChange() {
		inTransaction(() -> this.changes.record(Invalidation.NONE));
		this.changes.record(Invalidation.NONE);

		assertThat(this.log).containsExactly("commit");
	}

	@Test
	void rollBackIsToldAsSuch() {
		template(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> {
			this.changes.record(Invalidation.of(KEY));
			status.setRollbackOnly();
		});

		assertThat(this.log).containsExactly("rollback", "rolledBack");
	}

	@Test
	void refusalRollsBackAndReachesTheCallerAsItIs() {
		this.refusal = new IllegalStateException("refused");

		assertThatThrownBy(() -> inTransaction(() -> this.changes.record(Invalidation.of(KEY)))).isSameAs(this.refusal);

		assertThat(this.log).containsExactly("prepare", "rollback", "rolledBack");
	}

	@Test
	void commitThatFailsCountsAsCommitted() {
		this.transactions.commitFails = true;

		assertThatThrownBy(() -> inTransaction(() -> this.changes.record(Invalidation.of(KEY))))
			.isInstanceOf(TransactionSystemException.class);

		assertThat(this.log).containsExactly("prepare", "committed");
	}

	@Test
	void suspendedTransactionHasChangesOfItsOwn() {
		inTransaction(() -> {
			this.changes.record(Invalidation.of(KEY));
			template(TransactionDefinition.PROPAGATION_REQUIRES_NEW).executeWithoutResult((status) -> {
				assertThat(this.changes.touches(KEY)).isFalse();
				this.changes.record(Invalidation.of(OTHER));
			});
			assertThat(this.committed).containsExactly(Invalidation.of(OTHER));
			assertThat(this.changes.touches(KEY)).isTrue();
			assertThat(this.changes.touches(OTHER)).isFalse();
		});

		assertThat(this.committed).containsExactly(Invalidation.of(OTHER), Invalidation.of(KEY));
	}

	@Test
	void changeOfALaterCallbackIsPreparedToo() {
		inTransaction(() -> {
			this.changes.record(Invalidation.of(KEY));
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void beforeCommit(boolean readOnly) {
					TransactionChangesTests.this.changes.record(Invalidation.of(OTHER));
				}

			});
		});

		assertThat(this.log).containsExactly("prepare", "prepare", "commit", "committed");
	}

	@Test
	void changeOfACallbackAfterTheCommitIsNotLost() {
		inTransaction(() -> {
			this.changes.record(Invalidation.of(KEY));
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					TransactionChangesTests.this.changes.record(Invalidation.of(OTHER));
				}

			});
		});

		assertThat(this.committed).containsExactly(Invalidation.of(KEY), Invalidation.of(OTHER));
	}

	@Test
	void firstChangeAfterTheCommitIsNotLost() {
		inTransaction(() -> TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCommit() {
				TransactionChangesTests.this.changes.record(Invalidation.of(OTHER));
			}

		}));

		assertThat(this.committed).containsExactly(Invalidation.of(OTHER));
	}

	@Test
	void changesAreToldBeforeOthersHearOfTheCommit() {
		inTransaction(() -> {
			TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

				@Override
				public void afterCommit() {
					TransactionChangesTests.this.log.add("other");
				}

			});
			this.changes.record(Invalidation.of(KEY));
		});

		assertThat(this.log).containsExactly("prepare", "commit", "committed", "other");
	}

	private void inTransaction(Runnable work) {
		template(TransactionDefinition.PROPAGATION_REQUIRED).executeWithoutResult((status) -> work.run());
	}

	private TransactionTemplate template(int propagation) {
		TransactionTemplate template = new TransactionTemplate(this.transactions);
		template.setPropagationBehavior(propagation);
		return template;
	}

	private final class LoggingHandler implements CommitHandler {

		@Override
		public void prepare(ChangeSet changes) {
			TransactionChangesTests.this.log.add("prepare");
			if (TransactionChangesTests.this.refusal != null) {
				throw TransactionChangesTests.this.refusal;
			}
		}

		@Override
		public void committed(ChangeSet changes) {
			TransactionChangesTests.this.log.add("committed");
			TransactionChangesTests.this.committed.add(changes.invalidation());
		}

		@Override
		public void rolledBack(ChangeSet changes) {
			TransactionChangesTests.this.log.add("rolledBack");
		}

	}

	private final class LoggedTransactions extends DataSourceTransactionManager {

		private static final long serialVersionUID = 1L;

		private boolean commitFails;

		private LoggedTransactions() {
			JdbcDataSource dataSource = new JdbcDataSource();
			dataSource.setUrl("jdbc:h2:mem:");
			setDataSource(dataSource);
		}

		@Override
		protected void doCommit(DefaultTransactionStatus status) {
			if (this.commitFails) {
				super.doRollback(status);
				throw new TransactionSystemException("the connection broke");
			}
			super.doCommit(status);
			TransactionChangesTests.this.log.add("commit");
		}

		@Override
		protected void doRollback(DefaultTransactionStatus status) {
			super.doRollback(status);
			TransactionChangesTests.this.log.add("rollback");
		}

	}

}
