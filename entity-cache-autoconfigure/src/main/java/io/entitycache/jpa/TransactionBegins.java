package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.entitycache.transaction.Moment;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.SessionImplementor;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Remembers, for each transaction that begins through one of Spring's transaction
 * managers, a moment at which its snapshot of the database did not exist yet, and the
 * isolation that was asked for. Both are kept with the session whose transaction it is,
 * on its thread, until the transaction has ended. Does nothing until it has been told
 * what to watch.
 */
public final class TransactionBegins implements BeanPostProcessor, TransactionExecutionListener {

	/*
	 * The moment comes from before the begin, so that nothing can have been read in the
	 * transaction by then, whatever a dialect, a connection provider or a pool does with
	 * the connection in the meantime. Which session the begin has put into a transaction
	 * shows afterwards: one that was in none before. If that one keeps a connection from
	 * earlier on which a transaction may be open already (no auto-commit), its snapshot
	 * may be older, and no moment is known.
	 *
	 * The moment is looked up by the session, not by the thread's current transaction:
	 * the session of an outer transaction stays bound while a transaction of another
	 * manager runs inside it, which began later than that session's snapshot.
	 */

	private final ThreadLocal<@Nullable Beginning> beginning = new ThreadLocal<>();

	private volatile @Nullable Watch watch;

	@Override
	public Object postProcessBeforeInitialization(Object bean, String beanName) {
		if (bean instanceof ConfigurableTransactionManager manager) {
			manager.addListener(this);
		}
		return bean;
	}

	/**
	 * Starts to remember.
	 * @param factories the factories as transactions are bound to them
	 * @param clock tells the moment
	 */
	public void watch(Set<EntityManagerFactory> factories, Supplier<? extends Moment> clock) {
		this.watch = new Watch(List.copyOf(factories), clock);
	}

	@Override
	public void beforeBegin(TransactionExecution transaction) {
		Watch current = this.watch;
		if (current == null) {
			return;
		}
		List<EntityManagerFactory> open = new ArrayList<>(current.factories().size());
		for (EntityManagerFactory factory : current.factories()) {
			if (BoundSession.canBegin(factory)) {
				open.add(factory);
			}
		}
		this.beginning.set(new Beginning(transaction, open, current.clock().get()));
	}

	@Override
	public void afterBegin(TransactionExecution transaction, @Nullable Throwable failure) {
		Beginning begun = this.beginning.get();
		this.beginning.remove();
		// Another one, if a transaction began and ended while this one was beginning.
		if (begun == null || begun.transaction() != transaction || failure != null
				|| !TransactionSynchronizationManager.isSynchronizationActive()) {
			return;
		}
		for (EntityManagerFactory factory : begun.factories()) {
			SessionImplementor session = BoundSession.current(factory);
			if (session != null) {
				remember(session, new Begin(begun.moment(),
						TransactionSynchronizationManager.getCurrentTransactionIsolationLevel()));
			}
		}
	}

	private static void remember(SessionImplementor session, Begin begin) {
		Key key = new Key(session);
		TransactionSynchronizationManager.unbindResourceIfPossible(key);
		TransactionSynchronizationManager.bindResource(key, begin);
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {

			@Override
			public void afterCompletion(int status) {
				TransactionSynchronizationManager.unbindResourceIfPossible(key);
			}

		});
	}

	/** How the session's current transaction began, {@code null} if that is not known. */
	static @Nullable Begin of(SessionImplementor session) {
		return (Begin) TransactionSynchronizationManager.getResource(new Key(session));
	}

	/**
	 * How a transaction began.
	 *
	 * @param moment a moment before it
	 * @param isolation the isolation that was asked for, {@code null} for the database's
	 * own
	 */
	record Begin(Moment moment, @Nullable Integer isolation) {
	}

	private record Watch(List<EntityManagerFactory> factories, Supplier<? extends Moment> clock) {
	}

	private record Beginning(TransactionExecution transaction, List<EntityManagerFactory> factories, Moment moment) {
	}

	/** A session is equal to itself alone. */
	private record Key(SessionImplementor session) {
	}

}
