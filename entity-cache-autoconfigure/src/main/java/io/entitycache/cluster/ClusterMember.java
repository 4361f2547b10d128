package io.entitycache.cluster;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.Level1Lease;
import io.entitycache.tier.ServerClock;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.entitycache.tier.SharedView.Position;
import org.jspecify.annotations.Nullable;

/**
 * This node's place among the others: applies every announcement once and in order, finds
 * out when one is missing and reads it again from the log, and extends the lease of level
 * 1 whenever it is proven that none is.
 */
public final class ClusterMember implements AnnouncementChannel.Listener {

	/*
	 * The channel is only the doorbell; the log is the truth. Everything below runs on
	 * one thread, so that announcements are applied in order and "applied up to" is one
	 * number. A message that is lost, dropped from the full queue or not understood shows
	 * as a gap: the next message's number does not follow, or the regular check finds the
	 * shared sequence ahead.
	 *
	 * A proof: the question for the shared sequence is sent at t and answered with n;
	 * once this node has applied everything up to n, nothing announced before t is
	 * missing. The question passes through the same queue as the messages, so messages
	 * that arrived before it have been applied by then.
	 *
	 * The history can change under us: Redis restarted empty, or failed over to a replica
	 * that lacks the last writes. Then the incarnation differs, or a number that we know
	 * carries another nonce, or the sequence has gone back. In each case the incarnation
	 * is renewed and everything this node remembers is dropped.
	 */

	private static final int QUEUE = 10_000;

	private static final int PAGE = 500;

	private final AnnouncementLog log;

	private final SharedTier shared;

	private final SharedView view;

	private final Level1Lease lease;

	private final ServerClock serverClock;

	private final Ticker ticker;

	private final Handler handler;

	private final EntityCacheObserver observer;

	private final ThreadPoolExecutor thread;

	private final RecentNonces nonces = new RecentNonces();

	private volatile boolean subscribed;

	public ClusterMember(AnnouncementLog log, SharedTier shared, SharedView view, Level1Lease lease,
			ServerClock serverClock, Ticker ticker, Handler handler, EntityCacheObserver observer) {
		this.log = log;
		this.shared = shared;
		this.view = view;
		this.lease = lease;
		this.serverClock = serverClock;
		this.ticker = ticker;
		this.handler = handler;
		this.observer = observer;
		this.thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), (task) -> {
			Thread thread = new Thread(task, "entity-cache-announcements");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.DiscardPolicy());
	}

	/** Whether announcements are being received. */
	public boolean isSubscribed() {
		return this.subscribed;
	}

	@Override
	public void received(byte[] message) {
		this.thread.execute(() -> {
			NumberedAnnouncement announcement = decode(message);
			if (announcement != null) {
				guarded(() -> receive(announcement));
			}
		});
	}

	@Override
	public void subscribed() {
		this.subscribed = true;
		this.thread.execute(() -> guarded(() -> {
			long askedAt = this.ticker.read();
			if ((isJoined() ? catchUp() : join()) && this.subscribed) {
				this.lease.proven(askedAt);
			}
		}));
	}

	@Override
	public void unsubscribed() {
		this.subscribed = false;
		this.lease.lost();
	}

	/**
	 * Asks for the shared sequence, and extends the lease once everything up to it has
	 * been applied. Blocks for one call of the shared level; to be called regularly.
	 */
	public void check() {
		Position known = this.view.position();
		long askedAt = this.ticker.read();
		AnnouncementLog.Position now = attempt("check", this.log::position);
		if (now == null) {
			return;
		}
		this.serverClock.read(now.serverTime(), askedAt);
		this.thread.execute(() -> guarded(() -> verify(known, now, askedAt)));
	}

	/** Stops; waits for what is being applied, within bounds. */
	public void stop() {
		this.thread.shutdownNow();
		try {
			this.thread.awaitTermination(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void verify(Position known, AnnouncementLog.Position now, long askedAt) {
		boolean sameHistory = isJoined() && now.incarnation() == incarnation();
		if (sameHistory && known.incarnation() == now.incarnation() && now.sequence() < known.sequence()) {
			renew();
			return;
		}
		boolean complete = sameHistory ? (now.sequence() <= sequence() || catchUp()) : join();
		if (complete && this.subscribed && sequence() >= now.sequence()) {
			this.lease.proven(askedAt);
		}
	}

	private void receive(NumberedAnnouncement next) {
		if (!isJoined()) {
			return;
		}
		if (next.incarnation() != incarnation()) {
			join();
		}
		else if (next.sequence() <= sequence()) {
			if (this.nonces.contradict(next)) {
				renew();
			}
		}
		else if (next.sequence() == sequence() + 1) {
			apply(next);
		}
		else {
			catchUp();
		}
	}

	private void apply(NumberedAnnouncement next) {
		this.handler.apply(next.announcement(), new Position(next.incarnation(), next.sequence()));
		this.nonces.note(next);
		this.view.applied(next.sequence());
	}

	/** Applies what the log has and we have not; tells whether nothing is missing now. */
	private boolean catchUp() {
		long replayed = 0;
		while (true) {
			List<byte[]> page = attempt("replay", () -> this.log.readFrom(Math.max(1, sequence()), PAGE));
			if (page == null) {
				return false;
			}
			for (byte[] message : page) {
				NumberedAnnouncement logged = decode(message);
				if (logged == null || logged.incarnation() != incarnation() || logged.sequence() > sequence() + 1) {
					// Trimmed, or not to be understood: what is missing cannot be known.
					return join();
				}
				if (this.nonces.contradict(logged)) {
					return renew();
				}
				if (logged.sequence() == sequence() + 1) {
					apply(logged);
					replayed++;
				}
			}
			if (page.size() < PAGE) {
				break;
			}
		}
		if (replayed > 0) {
			this.observer.repaired("replayed", replayed);
		}
		return true;
	}

	/**
	 * The history is not the one we know: makes sure that nobody believes it any more.
	 */
	private boolean renew() {
		long doubted = incarnation();
		if (attempt("renew", () -> this.log.renew(doubted)) == null) {
			forget();
			return false;
		}
		return join();
	}

	/** Starts over from the shared state as a whole; level 1 is dropped. */
	private boolean join() {
		AnnouncementLog.State state = attempt("join", this.log::state);
		if (state == null) {
			return false;
		}
		boolean rejoined = isJoined();
		this.nonces.clear();
		this.view.reset(new Position(state.incarnation(), state.sequence()), state.regions(), flux(state));
		// After the view: a load that is not refused from here on carries the new
		// position.
		this.handler.dropAll();
		if (rejoined) {
			this.observer.repaired("dropped", 0);
		}
		return true;
	}

	private void forget() {
		this.lease.lost();
		this.view.reset(Position.UNKNOWN, Map.of(), Map.of());
		this.handler.dropAll();
	}

	// The shared level says when a flux ends in its own time; we need it in ours.
	private Map<String, Map<Long, Long>> flux(AnnouncementLog.State state) {
		long now = this.ticker.read();
		Map<String, Map<Long, Long>> flux = new HashMap<>();
		state.flux().forEach((region, transactions) -> {
			Map<Long, Long> ends = new HashMap<>();
			transactions.forEach((transaction, end) -> ends.put(transaction,
					now + TimeUnit.MILLISECONDS.toNanos(end - state.serverTime())));
			flux.put(region, ends);
		});
		return flux;
	}

	private boolean isJoined() {
		return incarnation() != 0;
	}

	private long incarnation() {
		return this.view.position().incarnation();
	}

	private long sequence() {
		return this.view.position().sequence();
	}

	private @Nullable NumberedAnnouncement decode(byte[] message) {
		try {
			return AnnouncementCodec.decode(message);
		}
		catch (IllegalArgumentException ex) {
			this.observer.unreadable("announcements", "MESSAGE");
			return null;
		}
	}

	private <R> @Nullable R attempt(String operation, Supplier<R> call) {
		return this.shared.attempt(operation, call);
	}

	// Whatever goes wrong while applying, what is remembered must not outlive it.
	private void guarded(Runnable task) {
		try {
			task.run();
		}
		catch (RuntimeException ex) {
			this.observer.sharedLevelFailed("apply", ex);
			forget();
		}
	}

	/** Is told what to do, on one thread and in order. */
	public interface Handler {

		/** Applies an announcement; the position is the announcement's own. */
		void apply(Announcement announcement, Position position);

		/** Drops all of level 1: announcements may have been missed. */
		void dropAll();

	}

}
