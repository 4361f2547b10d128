package io.entitycache.redis;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.api.StatefulConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection of our own, opened in the background and kept for as long as it is not
 * stopped. The driver brings back a connection that broke; one that it does not bring
 * back soon, or that has gone silent, is replaced, so that recovery depends neither on
 * the application's settings nor on the network saying that a connection is dead.
 *
 * @param <C> the kind of connection
 */
final class SupervisedConnection<C extends StatefulConnection<?, ?>> {

	/** How often the connection is looked after. */
	private static final Duration INTERVAL = Duration.ofMillis(500);

	/**
	 * How many times in a row it may be found closed or silent before it is replaced.
	 * Counted, not timed, so that a pause of this process is no silence of the other's.
	 */
	private static final int PATIENCE = 6;

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

	private static final long SHORTEST_DELAY = 50;

	private static final long LONGEST_DELAY = 2_000;

	private static final Log logger = LogFactory.getLog(SupervisedConnection.class);

	private final String name;

	private final Kind<C> kind;

	private volatile @Nullable C connection;

	private volatile boolean stopped = true;

	private @Nullable ScheduledExecutorService scheduler;

	private @Nullable CompletableFuture<?> probe;

	private int silences;

	private int failures;

	SupervisedConnection(String name, Kind<C> kind) {
		this.name = name;
		this.kind = kind;
	}

	/** Starts to look after the connection, on the scheduler's threads. */
	void start(ScheduledExecutorService on) {
		this.scheduler = on;
		this.stopped = false;
		schedule(on, 0);
	}

	/** Closes the connection. Bounded. */
	void stop() {
		this.stopped = true;
		C last = this.connection;
		this.connection = null;
		if (last != null) {
			close(last);
		}
	}

	/** The connection if it is open, else {@code null}. Never waits. */
	@Nullable C open() {
		C current = this.connection;
		return (current != null && current.isOpen()) ? current : null;
	}

	private void schedule(ScheduledExecutorService on, long delay) {
		try {
			on.schedule(() -> superviseOn(on), delay, TimeUnit.MILLISECONDS);
		}
		catch (RejectedExecutionException ex) {
			// Stopped in the meantime.
		}
	}

	private void superviseOn(ScheduledExecutorService on) {
		if (this.stopped || this.scheduler != on) {
			return;
		}
		long delay = INTERVAL.toMillis();
		try {
			supervise();
			this.failures = 0;
		}
		catch (RuntimeException ex) {
			delay = noteFailure(ex);
		}
		schedule(on, delay);
	}

	private void supervise() {
		C current = this.connection;
		if (current == null) {
			replace(null);
		}
		else if (hasSign(current)) {
			this.silences = 0;
		}
		else if (++this.silences >= PATIENCE) {
			replace(current);
		}
	}

	private boolean hasSign(C current) {
		CompletableFuture<?> last = this.probe;
		if (!current.isOpen() || (last != null && !last.isDone())) {
			return false;
		}
		this.probe = this.kind.probe(current).toCompletableFuture();
		return last != null && isAnswered(last);
	}

	// An error of the server is an answer; one of the driver, such as a timeout, is none.
	private static boolean isAnswered(CompletableFuture<?> probe) {
		return probe.handle((answer, failure) -> failure == null || failure instanceof RedisCommandExecutionException)
			.join();
	}

	private void replace(@Nullable C old) {
		if (old != null) {
			logger.info("The connection to Redis for " + this.name + " is dead and will be replaced");
			this.connection = null;
			close(old);
		}
		C opened = this.kind.open();
		this.probe = null;
		this.silences = 0;
		this.connection = opened;
		if (this.stopped) {
			stop();
			return;
		}
		logger.info("Connected to Redis for " + this.name);
	}

	private long noteFailure(RuntimeException failure) {
		if (this.failures++ == 0) {
			logger.warn("No connection to Redis for " + this.name + ", still trying: " + RedisPipeline.reason(failure));
		}
		// Full jitter: nodes that lost the same server do not come back all at once.
		long longest = Math.min(LONGEST_DELAY, SHORTEST_DELAY << Math.min(this.failures, 10));
		return ThreadLocalRandom.current().nextLong(SHORTEST_DELAY, longest + 1);
	}

	private void close(C closing) {
		try {
			closing.closeAsync().get(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (Exception ex) {
			logger.debug("A connection to Redis did not close", ex);
		}
	}

	/**
	 * What is particular to a kind of connection.
	 *
	 * @param <C> the kind of connection
	 */
	interface Kind<C> {

		/** Opens a connection; may wait as long as the driver does. */
		C open();

		/** Asks it something; any answer is a sign of life. */
		CompletionStage<?> probe(C connection);

	}

}
