package io.entitycache.orchestrator;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.SharedLevelStatus;
import io.entitycache.cluster.AnnouncementLog.Receipt;
import io.entitycache.cluster.ClusterMember;
import io.entitycache.invalidation.Invalidator;
import io.entitycache.invalidation.SharedInvalidation;
import io.entitycache.read.NodeContext;
import io.entitycache.sync.SyncMarks;
import io.entitycache.tier.Debt;
import io.entitycache.tier.FenceClock;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import org.jspecify.annotations.Nullable;

/** This node's connection with the shared level, and its regular work on it. */
final class SharedRuntime implements SyncMarks {

	private static final Duration LONGEST_DRAIN = Duration.ofSeconds(2);

	/** Between two attempts to pay what is owed, which fail as fast as Redis refuses. */
	private static final Duration BETWEEN_PAYMENTS = Duration.ofMillis(50);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);

	/* A message that is lost is found missing by the next check. */
	private static final Duration LONGEST_WAIT_FOR_MARK = Duration.ofSeconds(3);

	private final SharedServices services;

	private final NodeSettings settings;

	private final EntityCacheObserver observer;

	private final SharedView view = new SharedView();

	private final ServerClock serverClock = new ServerClock();

	private final Ticker ticker = Ticker.systemTicker();

	private final Level1Lease lease;

	private final Debt debt;

	private final SharedTier tier;

	private @Nullable SharedInvalidation invalidation;

	private volatile @Nullable ClusterMember member;

	private @Nullable ScheduledThreadPoolExecutor maintenance;

	SharedRuntime(SharedServices services, NodeSettings settings, EntityCacheObserver observer) {
		this.services = services;
		this.settings = settings;
		this.observer = observer;
		this.lease = Level1Lease.of(settings.maxStaleness(), settings.disconnectedTtl(), services.log()::session);
		this.debt = new Debt(settings.maximumDebt());
		this.tier = new SharedTier(services.level2(), this.debt, this.serverClock, this.ticker, observer);
	}

	NodeContext context() {
		return new NodeContext(new FenceClock(), this.lease, this.view, this.tier, this.serverClock, this.ticker,
				this.observer);
	}

	/** The write path over these regions. */
	Invalidator invalidator(Collection<? extends InvalidationTarget> regions, Predicate<String> strict) {
		boolean reject = this.settings.onUnreachable() == NodeSettings.OnUnreachable.REJECT;
		SharedInvalidation created = new SharedInvalidation(new SecureRandom().nextLong(), this.services.log(),
				this.tier, this.view, this.debt, this.ticker, this.services.pendingLife(), strict, reject);
		this.invalidation = created;
		return new Invalidator(regions, created, this.observer);
	}

	void start(ClusterMember.Handler handler) {
		ClusterMember started = new ClusterMember(this.services.log(), this.tier, this.view, this.lease,
				this.serverClock, this.ticker, handler, this.observer);
		this.member = started;
		this.services.channel().start(started);
		ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, (task) -> {
			Thread thread = new Thread(task, "entity-cache-maintenance");
			thread.setDaemon(true);
			return thread;
		});
		// Not at once: the connection is being opened, and that is no failure yet.
		long interval = this.settings.checkInterval().toMillis();
		executor.scheduleWithFixedDelay(this::maintain, interval, interval, TimeUnit.MILLISECONDS);
		this.maintenance = executor;
	}

	private void maintain() {
		try {
			payDebt();
			forgetAbandoned();
			ClusterMember current = this.member;
			if (current != null) {
				current.check();
			}
		}
		catch (RuntimeException ex) {
			// The next round must come.
			this.observer.sharedLevelFailed("maintain", ex);
		}
	}

	/** Pays what is owed within bounds, and leaves the shared level as it is. */
	void stop() {
		ScheduledThreadPoolExecutor executor = this.maintenance;
		if (executor != null) {
			executor.shutdownNow();
			this.maintenance = null;
		}
		drain();
		this.services.channel().stop();
		ClusterMember current = this.member;
		if (current != null) {
			current.unsubscribed();
			current.stop();
			this.member = null;
		}
	}

	private void drain() {
		awaitUntil(() -> payDebt() || !this.tier.isAvailable(), LONGEST_DRAIN, BETWEEN_PAYMENTS);
	}

	// Tries at least once.
	private static boolean awaitUntil(BooleanSupplier condition, Duration atMost, Duration pause) {
		long deadline = System.nanoTime() + atMost.toNanos();
		try {
			while (!condition.getAsBoolean()) {
				if (System.nanoTime() - deadline >= 0) {
					return false;
				}
				TimeUnit.NANOSECONDS.sleep(pause.toNanos());
			}
			return true;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return condition.getAsBoolean();
		}
	}

	@Override
	public Runnable begin(String region) {
		SharedInvalidation current = this.invalidation;
		Receipt mark = (current != null) ? current.mark() : null;
		if (current == null || mark == null || !isApplied(mark)) {
			return () -> {
			};
		}
		return () -> current.synced(Set.of(region), mark);
	}

	// Without proof of being connected nobody knows when, or whether, it is heard.
	@Override
	public void awaitApplied() {
		SharedView.Position known = this.view.known().latest();
		awaitUntil(() -> isAt(known.incarnation(), known.sequence()) || !this.lease.isTrusted(this.ticker.read()),
				LONGEST_WAIT_FOR_MARK, BETWEEN_LOOKS);
	}

	private boolean isApplied(Receipt mark) {
		return awaitUntil(() -> isAt(mark.incarnation(), mark.sequence()), LONGEST_WAIT_FOR_MARK, BETWEEN_LOOKS);
	}

	private boolean isAt(long incarnation, long sequence) {
		SharedView.Position position = this.view.position();
		return position.incarnation() == incarnation && position.sequence() >= sequence;
	}

	private void forgetAbandoned() {
		SharedInvalidation current = this.invalidation;
		if (current != null) {
			current.forgetAbandoned();
		}
	}

	private boolean payDebt() {
		SharedInvalidation current = this.invalidation;
		return current == null || current.payDebt();
	}

	SharedLevelStatus status() {
		ClusterMember current = this.member;
		boolean subscribed = current != null && current.isSubscribed();
		long now = this.ticker.read();
		SharedView.Position position = this.view.position();
		long sinceProof = this.lease.sinceProof(now);
		return new SharedLevelStatus(
				this.lease.isTrusted(now) ? SharedLevelStatus.State.CONNECTED : SharedLevelStatus.State.DISCONNECTED,
				subscribed, (position.incarnation() != 0) ? Long.toHexString(position.incarnation()) : null,
				position.sequence(), (sinceProof >= 0) ? Duration.ofNanos(sinceProof) : null, this.debt.size(),
				this.tier.breakerState(), this.services.log().cannotWrite(), this.services.channel().cannotHear());
	}

}
