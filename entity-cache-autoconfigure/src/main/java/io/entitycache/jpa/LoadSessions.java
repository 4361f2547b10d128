package io.entitycache.jpa;

import java.sql.Connection;
import java.time.Duration;
import java.util.function.Function;

import io.entitycache.transaction.Moment;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.CacheMode;
import org.hibernate.FlushMode;
import org.hibernate.Session;
import org.hibernate.SessionBuilder;
import org.hibernate.Transaction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Opens sessions to load with, each for one load. Inside a transaction it has the
 * transaction's connection and nothing else of it: no flush, no callback, no persistence
 * context. Outside, each load is a transaction of its own, on the connection that the
 * thread holds if it holds one: a second one might be available only when the thread
 * gives the first one back.
 */
final class LoadSessions {

	private final EntityManagerFactory entityManagerFactory;

	private final SessionFactoryImplementor sessionFactory;

	private final EntityMapping<?, ?> mapping;

	private final int timeoutSeconds;

	/** Asked of the first connection, as it is the same for all. */
	private volatile @Nullable Integer defaultIsolation;

	/**
	 * Creates a new instance.
	 * @param mapping the entities that are loaded
	 */
	LoadSessions(EntityManagerFactory entityManagerFactory, EntityMapping<?, ?> mapping, Duration timeout) {
		this.entityManagerFactory = entityManagerFactory;
		this.sessionFactory = entityManagerFactory.unwrap(SessionFactoryImplementor.class);
		this.mapping = mapping;
		this.timeoutSeconds = (int) Math.min(timeout.plusNanos(999_999_999).toSeconds(), Integer.MAX_VALUE);
	}

	<R extends @Nullable Object> R read(Function<Session, R> work) {
		SessionImplementor bound = BoundSession.current(this.entityManagerFactory);
		if (bound != null) {
			return bound.doReturningWork((connection) -> readOn(bound, connection, work));
		}
		SessionImplementor idle = BoundSession.idle(this.entityManagerFactory);
		return (idle != null) ? idle.doReturningWork((connection) -> readAlone(builder().connection(connection), work))
				: readAlone(builder(), work);
	}

	// A session that Hibernate itself derives from another one stays registered there
	// until
	// that one ends, so that a loop of reads would fill the memory.
	private <R extends @Nullable Object> R readOn(SessionImplementor bound, Connection connection,
			Function<Session, R> work) {
		SessionBuilder builder = builder().connection(connection).autoJoinTransactions(false);
		Object tenant = bound.getTenantIdentifierValue();
		try (Session session = ((tenant != null) ? builder.tenantIdentifier(tenant) : builder).openSession()) {
			return work.apply(prepare(session));
		}
	}

	// The connection is not marked read-only: where that routes to a replica, the
	// replica's
	// lag would put old rows into the cache.
	private <R extends @Nullable Object> R readAlone(SessionBuilder builder, Function<Session, R> work) {
		try (Session session = builder.openSession()) {
			Transaction transaction = prepare(session).getTransaction();
			transaction.setTimeout(this.timeoutSeconds);
			transaction.begin();
			try {
				R result = work.apply(session);
				transaction.commit();
				return result;
			}
			catch (RuntimeException | Error ex) {
				rollback(transaction, ex);
				throw ex;
			}
		}
	}

	private static void rollback(Transaction transaction, Throwable failure) {
		try {
			transaction.rollback();
		}
		catch (RuntimeException ex) {
			failure.addSuppressed(ex);
		}
	}

	private SessionBuilder builder() {
		return this.sessionFactory.withOptions()
			.flushMode(FlushMode.MANUAL)
			.initialCacheMode(CacheMode.IGNORE)
			.interceptor(LoadedRows.of(this.mapping, this.sessionFactory.getSessionFactoryOptions()));
	}

	private static Session prepare(Session session) {
		session.setDefaultReadOnly(true);
		return session;
	}

	/** How a load that begins now reads. */
	LoadConditions conditions() {
		SessionImplementor bound = BoundSession.current(this.entityManagerFactory);
		if (bound != null) {
			return conditionsOf(bound);
		}
		boolean connected = BoundSession.idle(this.entityManagerFactory) != null;
		// A transaction of the load's own takes its snapshot after the load has begun.
		FillPermission permission = (defaultIsolation() != Connection.TRANSACTION_READ_UNCOMMITTED)
				? FillPermission.ALLOWED : FillPermission.REFUSED;
		return new LoadConditions(permission, connected, null);
	}

	private LoadConditions conditionsOf(SessionImplementor bound) {
		TransactionBegins.Begin begin = TransactionBegins.of(bound);
		Integer declared = (begin != null) ? begin.isolation()
				: TransactionSynchronizationManager.getCurrentTransactionIsolationLevel();
		int isolation = (declared != null) ? declared : defaultIsolation();
		if (isolation == Connection.TRANSACTION_READ_COMMITTED) {
			return new LoadConditions(FillPermission.ALLOWED, /* connected= */ true, null);
		}
		// Any other level sees what was committed at some time since the begin.
		Moment moment = (begin != null && isolation != Connection.TRANSACTION_READ_UNCOMMITTED) ? begin.moment() : null;
		FillPermission permission = (moment != null) ? FillPermission.ALLOWED : FillPermission.REFUSED;
		return new LoadConditions(permission, /* connected= */ true, moment);
	}

	private int defaultIsolation() {
		Integer isolation = this.defaultIsolation;
		if (isolation == null) {
			isolation = read((session) -> session.doReturningWork(Connection::getTransactionIsolation));
			this.defaultIsolation = isolation;
		}
		return isolation;
	}

}
