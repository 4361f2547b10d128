package io.entitycache.cluster;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;

import io.entitycache.tier.KnownHistory;
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
	 * The channel is only the doorbell; the log is the truth. Everything below takes
	 * turns on one thread, so that announcements are applied in order and "applied up to"
	 * is one number. A short announcement that follows what was applied last, of which
	 * nothing is before it, is applied on the channel's thread: what another node has
	 * committed is gone here without waiting for a second thread to wake up. A message
	 * that is lost, dropped from the full queue or not understood shows as a gap: the
	 * next message's number does not follow, or the regular check finds the shared
	 * sequence ahead.
	 *
	 * A proof: the question for the shared sequence is sent at t and answered with n;
	 * once this node has applied everything up to n, nothing announced before t is
	 * missing. The question passes through the same queue as the messages, so messages
	 * that arrived before it have been applied by then.
	 *
	 * The history can change under us: Redis restarted empty or from an older snapshot,
	 * or failed over to a replica that lacks the last writes. Then the incarnation is not
	 * a newer one, or a number that we know carries another nonce, or the sequence is
	 * below one that we know. In each case the incarnation is renewed and everything this
	 * node remembers is dropped. What we know is in KnownHistory, which also has the
	 * numbers that were given to us and that we have not applied. Every answer that could
	 * make us go on from somewhere is compared with what was known before its question. A
	 * replay is believed only if it begins with the very announcement that was applied
	 * last.
	 */

	private static final int QUEUE = 10_000;

	private static final int PAGE = 500;

	/* Each but the last finds that another node has renewed the history meanwhile. */
	private static final int JOIN_ATTEMPTS = 3;

	/** Longest message that is applied on the channel's thread, in bytes. */
	private static final int SHORT = 1024;

	private final AnnouncementLog log;

	private final SharedTier shared;

	private final SharedView view;

	private final Level1Lease lease;

	private final ServerClock serverClock;

	private final Ticker ticker;

	private final Handler handler;

	private final EntityCacheObserver observer;

	private final Turns turns;

	private final KnownHistory known;

	private volatile boolean subscribed;

	public ClusterMember(AnnouncementLog log, SharedTier shared, SharedView view, Level1Lease lease,
			ServerClock serverClock, Ticker ticker, Handler handler, EntityCacheObserver observer) {
		this(log, shared, view, lease, serverClock, ticker, handler, observer, newThread());
	}

	/**
	 * Creates a member.
	 * @param thread runs one task at a time, in order
	 */
	ClusterMember(AnnouncementLog log, SharedTier shared, SharedView view, Level1Lease lease, ServerClock serverClock,
			Ticker ticker, Handler handler, EntityCacheObserver observer, ExecutorService thread) {
		this.log = log;
		this.shared = shared;
		this.view = view;
		this.known = view.known();
		this.lease = lease;
		this.serverClock = serverClock;
		this.ticker = ticker;
		this.handler = handler;
		this.observer = observer;
		this.turns = new Turns(thread);
	}

	private static ExecutorService newThread() {
		return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE), (task) -> {
			Thread thread = new Thread(task, "entity-cache-announcements");
			thread.setDaemon(true);
			return thread;
		}, new ThreadPoolExecutor.AbortPolicy());
	}

	/** Whether announcements are being received. */
	public boolean isSubscribed() {
		return this.subscribed;
	}

	@Override
	public void received(byte[] message) {
		if (!mayRunHere(message)) {
			this.turns.queue(() -> {
				NumberedAnnouncement announcement = decode(message);
				if (announcement != null) {
					guarded(() -> receive(announcement));
				}
			});
			return;
		}
		NumberedAnnouncement announcement = decode(message);
		if (announcement != null && !isAppliedHere(announcement)) {
			this.turns.queue(() -> guarded(() -> receive(announcement)));
		}
	}

	private boolean mayRunHere(byte[] message) {
		return message.length <= SHORT && this.observer.returnsAtOnce();
	}

	private boolean isAppliedHere(NumberedAnnouncement next) {
		// To drop a region takes as long as it is large.
		if (!next.announcement().invalidation().regions().isEmpty()) {
			return false;
		}
		boolean[] follows = new boolean[1];
		this.turns.runNow(() -> {
			follows[0] = isJoined() && next.incarnation() == incarnation() && next.sequence() == sequence() + 1
					&& !contradicts(next);
			if (follows[0]) {
				guarded(() -> apply(next));
			}
		});
		return follows[0];
	}

	@Override
	public void subscribed() {
		this.subscribed = true;
		this.turns.queue(() -> guarded(() -> ask(Runnable::run)));
	}

	@Override
	public synchronized void unsubscribed() {
		this.subscribed = false;
		this.lease.lost();
	}

	// One step, so that a late proof cannot grant what has just been withdrawn.
	private synchronized void proven(long askedAt, long session) {
		if (this.subscribed) {
			this.lease.proven(askedAt, session);
		}
	}

	/**
	 * Asks for the shared sequence, and extends the lease once everything up to it has
	 * been applied. Blocks for one call of the shared level; to be called regularly.
	 */
	public void check() {
		ask((verification) -> this.turns.queue(() -> guarded(verification)));
	}

	private void ask(Executor turn) {
		Position before = this.known.latest();
		long session = this.lease.session();
		long askedAt = this.ticker.read();
		AnnouncementLog.Position now = attempt("check", this.log::position);
		if (now != null) {
			this.serverClock.read(now.serverTime(), askedAt);
			turn.execute(() -> verify(before, now, askedAt, session));
			this.known.seen(now.incarnation(), now.sequence());
		}
	}

	/** Stops; waits for what is being applied, within bounds. */
	public void stop() {
		this.turns.stop();
	}

	private void verify(Position before, AnnouncementLog.Position now, long askedAt, long session) {
		if (isCompleteUpTo(before, now) && isConfirmedOrRenewed()) {
			proven(askedAt, session);
		}
	}

	// Whatever was joined after the answer has all that came before its question.
	private boolean isCompleteUpTo(Position before, AnnouncementLog.Position now) {
		if (!isJoined() || now.incarnation() != incarnation()) {
			return join();
		}
		if (this.known.isOlder(before, now.incarnation(), now.sequence()) || contradicts(now)) {
			return renew();
		}
		return now.sequence() <= sequence() || catchUp(now.sequence());
	}

	// A log that lost its end may have grown as long again.
	private boolean contradicts(AnnouncementLog.Position now) {
		return now.nonce() != 0 && this.known.contradicts(now.incarnation(), now.sequence(), now.nonce());
	}

	private boolean contradicts(NumberedAnnouncement other) {
		return this.known.contradicts(other.incarnation(), other.sequence(), other.nonce());
	}

	/**
	 * A receipt that came after its number had been passed is confirmed by the log.
	 */
	private boolean isConfirmedOrRenewed() {
		return switch (confirm(sequence())) {
			case FOLLOWS -> true;
			case CONTRADICTS -> renew();
			case UNKNOWN -> false;
		};
	}

	/**
	 * Looks for the announcements up to that number that were given a number and have not
	 * been applied; one that is no longer there may have been lost.
	 */
	private Continuation confirm(long upTo) {
		long first = this.known.unconfirmedUpTo(upTo);
		while (first != 0) {
			long from = first;
			List<byte[]> page = attempt("confirm", () -> this.log.readFrom(from, PAGE));
			if (page == null) {
				return Continuation.UNKNOWN;
			}
			page.forEach(this::confirm);
			first = this.known.unconfirmedUpTo(upTo);
			if (first == from) {
				return Continuation.CONTRADICTS;
			}
		}
		return Continuation.FOLLOWS;
	}

	private void confirm(byte[] message) {
		NumberedAnnouncement logged = decode(message);
		if (logged != null) {
			this.known.confirmed(logged.incarnation(), logged.sequence(), logged.nonce());
		}
	}

	private void receive(NumberedAnnouncement next) {
		if (!isJoined()) {
			return;
		}
		if (next.incarnation() != incarnation()) {
			joinIfElsewhere();
		}
		else if (next.sequence() <= sequence()) {
			if (contradicts(next)) {
				renew();
			}
		}
		else if (next.sequence() == sequence() + 1) {
			applyOrRenew(next);
		}
		else {
			catchUp(next.sequence());
		}
	}

	// A late message of a history that we have left is no reason to leave this one.
	private void joinIfElsewhere() {
		AnnouncementLog.Position now = attempt("check", this.log::position);
		if (now != null && now.incarnation() != incarnation()) {
			join();
		}
	}

	private void applyOrRenew(NumberedAnnouncement next) {
		if (contradicts(next)) {
			renew();
		}
		else {
			apply(next);
		}
	}

	private void apply(NumberedAnnouncement next) {
		this.handler.apply(next.announcement(), new Position(next.incarnation(), next.sequence()));
		this.known.confirmed(next.incarnation(), next.sequence(), next.nonce());
		this.view.applied(next.sequence());
	}

	/**
	 * Applies what the log has and we have not; tells whether everything up to that
	 * number has been applied, be it by starting over.
	 */
	private boolean catchUp(long target) {
		long before = sequence();
		List<byte[]> page;
		do {
			page = attempt("replay", () -> this.log.readFrom(Math.max(1, sequence()), PAGE));
			if (page == null) {
				return false;
			}
			switch (replay(page)) {
				case CONTRADICTS -> {
					return renew();
				}
				case UNKNOWN -> {
					return join();
				}
				case FOLLOWS -> {
				}
			}
		}
		while (AnnouncementLog.isFull(page, PAGE));
		if (sequence() < target) {
			return join();
		}
		if (sequence() > before) {
			this.observer.repaired("replayed", sequence() - before);
		}
		return true;
	}

	/** Applies a part of the log, which must begin with what was applied last. */
	private Continuation replay(List<byte[]> page) {
		boolean anchored = sequence() == 0;
		for (byte[] message : page) {
			NumberedAnnouncement logged = decode(message);
			if (logged == null) {
				return Continuation.UNKNOWN;
			}
			if (contradicts(logged)) {
				return Continuation.CONTRADICTS;
			}
			if (!anchored && logged.sequence() == sequence()) {
				anchored = this.known.confirms(logged.sequence(), logged.nonce());
			}
			else if (anchored && logged.incarnation() == incarnation() && logged.sequence() == sequence() + 1) {
				apply(logged);
			}
			else {
				// Trimmed, or of another history: what is missing cannot be known.
				return Continuation.UNKNOWN;
			}
		}
		return anchored ? Continuation.FOLLOWS : Continuation.UNKNOWN;
	}

	/**
	 * The history is not the one we know: makes sure that no node goes by it any more.
	 */
	private boolean renew() {
		return renew(incarnation());
	}

	private boolean renew(long doubted) {
		// If it fails, the next one to join this incarnation renews it.
		this.known.doubt(doubted);
		if (attempt("renew", () -> this.log.renew(doubted)) == null) {
			forget();
			return false;
		}
		return join();
	}

	/** Starts over from the shared state as a whole; level 1 is dropped. */
	private boolean join() {
		for (int attempt = 0; attempt < JOIN_ATTEMPTS; attempt++) {
			Position before = this.known.latest();
			long askedAt = this.ticker.read();
			AnnouncementLog.State state = attempt("join", this.log::state);
			if (state == null) {
				return false;
			}
			Continuation continuation = this.known.isOlder(before, state.incarnation(), state.sequence())
					? Continuation.CONTRADICTS : confirm(state.sequence());
			if (continuation != Continuation.CONTRADICTS) {
				return continuation == Continuation.FOLLOWS && join(state, askedAt);
			}
			this.known.doubt(state.incarnation());
			if (attempt("renew", () -> this.log.renew(state.incarnation())) == null) {
				break;
			}
		}
		forget();
		return false;
	}

	private boolean join(AnnouncementLog.State state, long askedAt) {
		List<byte[]> last = attempt("join", () -> this.log.readFrom(Math.max(1, state.sequence()), 1));
		if (last == null) {
			return false;
		}
		this.serverClock.read(state.serverTime(), askedAt);
		boolean rejoined = isJoined();
		this.known.seen(state.incarnation(), state.sequence());
		last.forEach(this::confirm);
		this.view.reset(new Position(state.incarnation(), state.sequence()), state.regions(),
				state.fluxUntil(this.ticker.read()));
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

	/** How a part of the log goes with what was applied before. */
	private enum Continuation {

		FOLLOWS, CONTRADICTS, UNKNOWN

	}

	/** Is told what to do, one thing at a time and in order. It must not wait. */
	public interface Handler {

		/** Applies an announcement; the position is the announcement's own. */
		void apply(Announcement announcement, Position position);

		/** Drops all of level 1: announcements may have been missed. */
		void dropAll();

	}

}
