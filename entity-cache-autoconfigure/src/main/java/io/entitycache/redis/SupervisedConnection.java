package io.entitycache.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionStateListener;
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

	private static final Log logger = LogFactory.getLog(SupervisedConnection.class);

	private final String name;

	private final Kind<C> kind;

	private final ReconnectDelays delays;

	private final EntityCacheObserver observer;

	private volatile Outage outage;

	private volatile @Nullable C connection;

	private volatile boolean stopped = true;

	private @Nullable ScheduledExecutorService scheduler;

	private @Nullable CompletableFuture<?> probe;

	private int silences;

	private int failures;

	/**
	 * Creates a connection that is not open.
	 * @param name what it is for
	 * @param kind how it is opened
	 * @param delays how long is waited between attempts
	 * @param observer is told on the scheduler's thread when it is lost and comes back,
	 * and why it can't be opened
	 */
	SupervisedConnection(String name, Kind<C> kind, ReconnectDelays delays, EntityCacheObserver observer) {
		this.name = name;
		this.kind = kind;
		this.delays = delays;
		this.observer = observer;
		this.outage = new Outage(observer);
	}

	/** Starts to look after the connection, on the scheduler's threads. */
	void start(ScheduledExecutorService on) {
		this.scheduler = on;
		this.outage = new Outage(this.observer);
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
		Duration delay = INTERVAL;
		try {
			supervise(on);
			this.failures = 0;
		}
		catch (RuntimeException ex) {
			if (this.stopped) {
				return;
			}
			delay = noteFailure(ex);
		}
		schedule(on, delay.toMillis());
	}

	private void supervise(Executor on) {
		C current = this.connection;
		if (current == null) {
			open(on);
			return;
		}
		notice(current, current.isOpen(), System.nanoTime());
		if (hasSign(current)) {
			this.silences = 0;
		}
		else if (++this.silences >= PATIENCE) {
			discard(current);
			open(on);
		}
	}

	private void notice(C changed, boolean isOpen, long at) {
		if (changed != this.connection) {
			return;
		}
		if (isOpen) {
			this.outage.connected(at);
		}
		else {
			this.outage.lost(at);
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

	private void discard(C dead) {
		logger.info("The connection to Redis for " + this.name + " is dead and will be replaced");
		this.connection = null;
		close(dead);
		this.outage.lost(System.nanoTime());
		this.outage.attempt(Duration.ZERO);
	}

	private void open(Executor on) {
		C opened = this.kind.open();
		opened.addListener(new Changes(opened, on));
		this.probe = null;
		this.silences = 0;
		this.connection = opened;
		if (this.stopped) {
			stop();
			return;
		}
		logger.info("Connected to Redis for " + this.name);
		this.outage.connected(System.nanoTime());
	}

	private Duration noteFailure(RuntimeException failure) {
		String message = "No connection to Redis for %s, still trying: %s".formatted(this.name,
				RedisPipeline.reason(failure));
		if (this.failures++ == 0) {
			logger.warn(message);
		}
		this.observer.sharedLevelFailed("connect", new SharedLevelException(message, failure));
		Duration delay = this.delays.after(this.failures, ThreadLocalRandom.current());
		if (this.connection == null) {
			this.outage.attempt(delay);
		}
		return delay;
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

	/** Hears from the driver what it does with one connection between two looks at it. */
	private final class Changes implements RedisConnectionStateListener {

		private final C of;

		private final Executor on;

		private Changes(C of, Executor on) {
			this.of = of;
			this.on = on;
		}

		@Override
		public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
			changed(true);
		}

		@Override
		public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
			changed(false);
		}

		// The driver's thread must not wait for an observer.
		private void changed(boolean isOpen) {
			long at = System.nanoTime();
			try {
				this.on.execute(() -> notice(this.of, isOpen, at));
			}
			catch (RejectedExecutionException ex) {
				// Stopped in the meantime.
			}
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
