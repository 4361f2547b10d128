package io.entitycache.redis;

import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.SharedLevelException;
import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * One connection of our own, opened in the background and kept for as long as it is not
 * stopped. The driver brings back a connection that broke; one that it does not bring
 * back soon, that has gone silent, or that cannot do what it is for while another one
 * may, is replaced, so that recovery depends neither on the application's settings nor on
 * the network saying that a connection is dead. It is asked only when nothing else has
 * shown for some time that it is fit.
 *
 * @param <L> the kind of connection
 */
final class SupervisedConnection<L extends RedisLink> {

	/** How often the connection is looked after. */
	private static final Duration INTERVAL = Duration.ofMillis(500);

	private static final Duration LONGEST_CLOSE = Duration.ofSeconds(1);

	private static final Log logger = LogFactory.getLog(SupervisedConnection.class);

	private final String name;

	private final Supplier<L> opener;

	private final ReconnectDelays delays;

	private final EntityCacheObserver observer;

	private final Ability ability;

	private final AtomicLong sessions = new AtomicLong();

	private volatile Outage outage;

	private volatile @Nullable L link;

	/* Why it was replaced or not opened, until the next one is proven. */
	private volatile @Nullable Refusal lastFailure;

	private volatile boolean stopped = true;

	private @Nullable ScheduledExecutorService scheduler;

	private @Nullable LinkWatch watch;

	private int failures;

	/**
	 * Creates a connection that is not open.
	 * @param name what it is for
	 * @param ability what it is for, so that it completes "The entity cache can ..."
	 * @param opener opens a connection that is fit, or that no other one would be better
	 * than; may wait as long as the driver does, and throws if it opens none
	 * @param delays how long is waited between attempts
	 * @param observer is told on the scheduler's thread when it is lost and comes back,
	 * and why it can't be opened
	 */
	SupervisedConnection(String name, String ability, Supplier<L> opener, ReconnectDelays delays,
			EntityCacheObserver observer) {
		this.name = name;
		this.ability = new Ability(ability);
		this.opener = opener;
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
		L last = this.link;
		this.link = null;
		this.lastFailure = null;
		if (last != null) {
			close(last.connection());
		}
	}

	/**
	 * A number that changes whenever the connection is lost or given up: what comes next
	 * may lead to another server.
	 */
	long session() {
		return this.sessions.get();
	}

	/** The connection if it is open, else {@code null}. Never waits. */
	@Nullable L open() {
		L current = this.link;
		return (current != null && current.isOpen()) ? current : null;
	}

	/**
	 * Why there is no connection that is fit; {@code null} if there is one, or one of
	 * which nothing bad is known yet.
	 */
	@Nullable Refusal trouble() {
		L current = this.link;
		Refusal before = this.lastFailure;
		if (current == null) {
			return (before != null) ? before : Refusal.NEVER_OPENED;
		}
		Refusal trouble = current.trouble();
		return (trouble != Refusal.NOT_PROVEN) ? trouble : before;
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
		L current = this.link;
		LinkWatch watching = this.watch;
		if (current == null || watching == null) {
			open(on);
			return;
		}
		notice(current, current.isOpen(), System.nanoTime());
		Refusal reason = watching.look();
		noteAbility(current);
		if (reason != null) {
			discard(current, reason);
			open(on);
		}
	}

	private void notice(L changed, boolean isOpen, long at) {
		if (changed != this.link) {
			return;
		}
		if (isOpen) {
			this.outage.connected(at);
		}
		else {
			this.outage.lost(at);
			this.ability.cannot(Refusal.LOST, at);
		}
	}

	private void noteAbility(L current) {
		Refusal trouble = current.trouble();
		if (trouble == null) {
			this.lastFailure = null;
			this.ability.can(System.nanoTime());
		}
		else if (trouble != Refusal.NOT_PROVEN) {
			this.ability.cannot(trouble, System.nanoTime());
		}
	}

	private void discard(L unfit, Refusal reason) {
		long now = System.nanoTime();
		this.lastFailure = reason;
		this.sessions.incrementAndGet();
		this.link = null;
		this.ability.cannot(reason, now);
		close(unfit.connection());
		this.outage.lost(now);
		this.outage.attempt(Duration.ZERO);
	}

	private void open(Executor on) {
		L opened = this.opener.get();
		opened.connection().addListener(new Changes(opened, on));
		this.watch = new LinkWatch(opened);
		this.link = opened;
		if (this.stopped) {
			stop();
			return;
		}
		noteAbility(opened);
		this.outage.connected(System.nanoTime());
	}

	private Duration noteFailure(RuntimeException failure) {
		Refusal reason = Refusal.of(failure);
		String message = "No connection to Redis for %s, still trying: %s".formatted(this.name, reason.reason());
		this.failures++;
		this.ability.cannot(reason, System.nanoTime());
		this.observer.sharedLevelFailed("connect", new SharedLevelException(message, failure));
		Duration delay = this.delays.after(this.failures, ThreadLocalRandom.current());
		if (this.link == null) {
			this.lastFailure = reason;
			this.outage.attempt(delay);
		}
		return delay;
	}

	static void close(StatefulConnection<?, ?> closing) {
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

		private final L of;

		private final Executor on;

		private Changes(L of, Executor on) {
			this.of = of;
			this.on = on;
		}

		@Override
		public void onRedisConnected(RedisChannelHandler<?, ?> connection, SocketAddress address) {
			changed(true);
		}

		@Override
		public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
			// At once: what the next connection proves must not be forgotten, and what
			// the
			// last one has proven must not be believed of it.
			SupervisedConnection.this.sessions.incrementAndGet();
			this.of.evidence().forget();
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

}
