package io.entitycache.jpa;

import java.sql.Connection;
import java.sql.SQLException;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.resource.jdbc.spi.LogicalConnectionImplementor;
import org.jspecify.annotations.Nullable;

import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Finds the session that Spring has bound to the current thread. */
final class BoundSession {

	private BoundSession() {
	}

	/** The current thread's session, {@code null} if no transaction has one. */
	static @Nullable SessionImplementor current(EntityManagerFactory entityManagerFactory) {
		if (!TransactionSynchronizationManager.isActualTransactionActive()) {
			return null;
		}
		Object resource = TransactionSynchronizationManager.getResource(entityManagerFactory);
		return (resource instanceof EntityManagerHolder holder) ? inTransaction(holder.getEntityManager()) : null;
	}

	/**
	 * A session can be bound longer than a transaction, or beside that of another
	 * manager.
	 */
	private static @Nullable SessionImplementor inTransaction(EntityManager entityManager) {
		SessionImplementor session = entityManager.unwrap(SessionImplementor.class);
		return (session.isOpen() && session.isTransactionInProgress()) ? session : null;
	}

	/**
	 * The session that is bound to the current thread, takes part in no transaction, and
	 * keeps the connection of an earlier one all the same, as an open session in view
	 * does. {@code null} if there is none, or if something else than one more transaction
	 * may depend on that connection.
	 */
	static @Nullable SessionImplementor idle(EntityManagerFactory entityManagerFactory) {
		Object resource = TransactionSynchronizationManager.getResource(entityManagerFactory);
		if (!(resource instanceof EntityManagerHolder holder) || !holder.getEntityManager().isOpen()) {
			return null;
		}
		SessionImplementor session = holder.getEntityManager().unwrap(SessionImplementor.class);
		return (!session.isTransactionInProgress() && hasIdleConnection(session)) ? session : null;
	}

	/**
	 * Whether a transaction that begins now on the current thread's session, or on one
	 * that is going to be bound, is the first thing to happen on its connection.
	 */
	static boolean canBegin(EntityManagerFactory entityManagerFactory) {
		Object resource = TransactionSynchronizationManager.getResource(entityManagerFactory);
		if (!(resource instanceof EntityManagerHolder holder) || !holder.getEntityManager().isOpen()) {
			return true;
		}
		SessionImplementor session = holder.getEntityManager().unwrap(SessionImplementor.class);
		LogicalConnectionImplementor connection = session.getJdbcCoordinator().getLogicalConnection();
		return !session.isTransactionInProgress()
				&& (!connection.isPhysicallyConnected() || isAutoCommit(connection.getPhysicalConnection()));
	}

	// Without auto-commit it may be in the middle of a transaction of its own, a tenant's
	// connection is not that of others, and open results may end with a transaction.
	private static boolean hasIdleConnection(SessionImplementor session) {
		LogicalConnectionImplementor connection = session.getJdbcCoordinator().getLogicalConnection();
		return connection.isPhysicallyConnected() && !connection.getResourceRegistry().hasRegisteredResources()
				&& session.getTenantIdentifierValue() == null
				&& !session.getTransactionCoordinator().getTransactionCoordinatorBuilder().isJta()
				&& isAutoCommit(connection.getPhysicalConnection());
	}

	private static boolean isAutoCommit(Connection connection) {
		try {
			return connection.getAutoCommit();
		}
		catch (SQLException ex) {
			return false;
		}
	}

}
