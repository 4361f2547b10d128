package io.entitycache.jpa;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;

import org.hibernate.engine.jdbc.connections.spi.JdbcConnectionAccess;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database about its own tables, each time for a limited time. A database that
 * has not answered once is not asked again. Safe for use by several threads.
 */
final class CatalogQuestions {

	/** The longest time that one question may take, with the wait for a connection. */
	static final Duration TIMEOUT = Duration.ofSeconds(10);

	private final SessionFactoryImplementor sessionFactory;

	private final Duration timeout;

	private @Nullable String failure;

	CatalogQuestions(SessionFactoryImplementor sessionFactory, Duration timeout) {
		this.sessionFactory = sessionFactory;
		this.timeout = timeout;
	}

	/** Why the database has not answered, {@code null} if it has. */
	synchronized @Nullable String failure() {
		return this.failure;
	}

	/** The answer, {@code null} if there is none. */
	synchronized <R> @Nullable R ask(Question<R> question) {
		if (this.failure != null) {
			return null;
		}
		AtomicReference<@Nullable Connection> used = new AtomicReference<>();
		FutureTask<R> task = new FutureTask<>(() -> answer(question, used));
		Thread thread = new Thread(task, "entity-cache-catalog");
		thread.setDaemon(true);
		thread.start();
		try {
			return task.get(this.timeout.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			this.failure = "no answer within %d ms".formatted(this.timeout.toMillis());
			task.cancel(/* mayInterruptIfRunning= */ true);
			abort(used.get());
		}
		catch (ExecutionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			this.failure = cause.getClass().getSimpleName() + ": " + cause.getMessage();
		}
		catch (InterruptedException ex) {
			task.cancel(/* mayInterruptIfRunning= */ true);
			abort(used.get());
			Thread.currentThread().interrupt();
			this.failure = "interrupted";
		}
		return null;
	}

	/** Ends a call that no interrupt ends. */
	private static void abort(@Nullable Connection connection) {
		try {
			if (connection != null) {
				connection.abort(Runnable::run);
			}
		}
		catch (SQLException | RuntimeException ex) {
			// The thread is a daemon, and nothing waits for it.
		}
	}

	private <R> R answer(Question<R> question, AtomicReference<@Nullable Connection> used) throws SQLException {
		JdbcConnectionAccess access = this.sessionFactory.getJdbcServices().getBootstrapJdbcConnectionAccess();
		Connection connection = access.obtainConnection();
		used.set(connection);
		try {
			return question.answer(connection);
		}
		finally {
			used.set(null);
			access.releaseConnection(connection);
		}
	}

	/** One question. */
	@FunctionalInterface
	interface Question<R> {

		R answer(Connection connection) throws SQLException;

	}

}
