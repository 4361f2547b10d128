package io.entitycache.jpa;

import java.sql.Connection;
import java.util.Set;
import java.util.TreeSet;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jdbc.StatementReader;
import io.entitycache.jdbc.WatchedConnection;
import io.entitycache.jdbc.WatchedDataSource;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import io.entitycache.transaction.TransactionChanges;
import jakarta.persistence.EntityManagerFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.resource.jdbc.spi.LogicalConnectionImplementor;

import org.springframework.orm.jpa.EntityManagerFactoryInfo;

/**
 * Statements that run past Hibernate on the connections of one entity manager factory, if
 * its data source is watched. Hibernate's own are known by their text, which is the very
 * instance that its statement inspector has seen last.
 */
final class ForeignStatements implements StatementReader {

	private static final Log logger = LogFactory.getLog(ForeignStatements.class);

	private final HibernateChanges changes;

	private final CommitHandler handler;

	private final TransactionChanges ofTransaction;

	/** So that their transaction's reads pass by the cache; announced by others. */
	private final TransactionChanges seen = new TransactionChanges(new Nobody());

	private final ThreadLocal<String> inspected = new ThreadLocal<>();

	private volatile boolean watched;

	ForeignStatements(HibernateChanges changes, CommitHandler handler) {
		this.changes = changes;
		this.handler = handler;
		this.ofTransaction = new TransactionChanges(handler);
	}

	void watch(EntityManagerFactory entityManagerFactory) {
		if (entityManagerFactory instanceof EntityManagerFactoryInfo info) {
			WatchedDataSource.in(info.getDataSource()).forEach((dataSource) -> {
				dataSource.add(this);
				this.watched = true;
			});
		}
	}

	/** Hibernate is going to prepare the statement on this thread. */
	void inspected(String sql) {
		if (this.watched) {
			this.inspected.set(sql);
		}
	}

	boolean touches(EntryKey key) {
		return this.watched && this.seen.touches(key);
	}

	boolean touchesRegion(String region) {
		return this.watched && this.seen.touchesRegion(region);
	}

	@Override
	@SuppressWarnings("ReferenceEquality")
	public boolean isOwn(String sql) {
		boolean own = this.inspected.get() == sql;
		this.inspected.remove();
		return own;
	}

	@Override
	public boolean isExecuting() {
		return this.changes.isExecuting();
	}

	@Override
	public Invalidation changedBy(String sql, boolean update) {
		return this.changes.changedBy(sql, update ? WrittenTables.ofUpdate(sql) : WrittenTables.of(sql));
	}

	@Override
	public boolean take(Connection connection, Invalidation change) {
		SharedSessionContractImplementor session = this.changes.boundSession();
		if (session != null && SessionChanges.isInTransaction(session) && isOf(session, connection)) {
			this.changes.add(session, change);
			return true;
		}
		if (TransactionChanges.isTransactionActive()) {
			this.seen.record(change);
		}
		return false;
	}

	private static boolean isOf(SharedSessionContractImplementor session, Connection connection) {
		LogicalConnectionImplementor logical = session.getJdbcCoordinator().getLogicalConnection();
		return logical.isPhysicallyConnected() && WatchedConnection.isSame(logical.getPhysicalConnection(), connection);
	}

	@Override
	public void goesOn(Invalidation change) {
		if (TransactionChanges.isTransactionActive()) {
			this.ofTransaction.record(change);
		}
	}

	@Override
	public void changedBefore(Set<String> tables) {
		Invalidation stale = this.changes.changedBefore(tables);
		if (!stale.regions().isEmpty()) {
			logger.info("Tables were written to before the caches started; what is cached of them counts as stale: %s"
				.formatted(String.join(", ", new TreeSet<>(stale.regions()))));
		}
		ChangeSet committed = new ChangeSet(this.handler);
		committed.add(stale);
		committed.afterCompletion(/* committed= */ true);
	}

	@Override
	public CommitHandler handler() {
		return this.handler;
	}

	/** Is not interested. */
	private static final class Nobody implements CommitHandler {

		@Override
		public void prepare(ChangeSet changes) {
		}

		@Override
		public void committed(ChangeSet changes) {
		}

		@Override
		public void rolledBack(ChangeSet changes) {
		}

	}

}
