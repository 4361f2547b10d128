package io.entitycache.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Finds the session that takes part in the current transaction of Spring's. */
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

}
