package io.entitycache.tier;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a failure of the shared level means: a failed read is a miss, and a failed
 * invalidation is a debt. Until a debt is paid, this node does not believe the shared
 * level about what it covers. Nothing here throws because of the shared level.
 */
public final class SharedTier {

	private static final int FAILURES_TO_OPEN = 5;

	private static final Duration SHORTEST_OPEN = Duration.ofMillis(250);

	private static final Duration LONGEST_OPEN = Duration.ofSeconds(1);

	private final Level2 level2;

	private final Debt debt;

	private final CircuitBreaker breaker;

	private final ServerClock clock;

	private final Ticker ticker;

	private final EntityCacheObserver observer;

	private final ThreadLocal<Boolean> underLeases = new ThreadLocal<>();

	public SharedTier(Level2 level2, Debt debt, ServerClock clock, Ticker ticker, EntityCacheObserver observer) {
		this.level2 = level2;
		this.debt = debt;
		this.breaker = new CircuitBreaker(FAILURES_TO_OPEN, SHORTEST_OPEN, LONGEST_OPEN, ticker);
		this.clock = clock;
		this.ticker = ticker;
		this.observer = observer;
	}

	/** The slots' bytes in order, {@code null} if the shared level did not answer. */
	public @Nullable List<byte @Nullable []> read(List<EntryKey> slots) {
		return attempt("read", () -> this.level2.read(slots));
	}

	/** The reservations in order, {@code null} if the shared level did not answer. */
	public @Nullable List<Level2.Reservation> reserve(List<EntryKey> slots) {
		long askedAt = this.ticker.read();
		List<Level2.Reservation> reservations = attempt("reserve", () -> this.level2.reserve(slots));
		if (reservations != null && !reservations.isEmpty()) {
			this.clock.read(reservations.get(reservations.size() - 1).serverTime(), askedAt);
		}
		return reservations;
	}

	/** The claims in order, {@code null} if the shared level did not answer. */
	public @Nullable List<Level2.Claim> claim(List<EntryKey> slots, Level2.LoadLease lease, boolean overEntries) {
		long askedAt = this.ticker.read();
		List<Level2.Claim> claims = attempt("reserve", () -> this.level2.claim(slots, lease, overEntries));
		if (claims != null && !claims.isEmpty()) {
			this.clock.read(claims.get(claims.size() - 1).reservation().serverTime(), askedAt);
		}
		return claims;
	}

	/** Gives leases up; if the shared level does not answer, they end by themselves. */
	public void release(List<EntryKey> slots, Level2.LoadLease lease, Duration free) {
		attempt("release", () -> {
			this.level2.release(slots, lease, free);
			return Boolean.TRUE;
		});
	}

	/** As {@link #fill(List)}, and gives the leases up. */
	public @Nullable List<Level2.FillOutcome> fill(List<Level2.Fill> fills, Level2.LoadLease lease) {
		return attempt("fill", () -> this.level2.fill(fills, lease));
	}

	/** Runs a load for which this thread holds leases. */
	public void underLeases(Runnable load) {
		this.underLeases.set(Boolean.TRUE);
		try {
			load.run();
		}
		finally {
			this.underLeases.remove();
		}
	}

	/**
	 * Whether others may be waiting for what this thread does, so that it must not wait
	 * for them.
	 */
	public boolean isUnderLeases() {
		return this.underLeases.get() != null;
	}

	/** The outcomes in order, {@code null} if the shared level did not answer. */
	public @Nullable List<Level2.FillOutcome> fill(List<Level2.Fill> fills) {
		return attempt("fill", () -> this.level2.fill(fills));
	}

	/**
	 * Whether this node owes the slot's invalidation, so that it must not be believed.
	 */
	public boolean owes(EntryKey slot) {
		return this.debt.covers(slot);
	}

	/** As {@link Level2#hasOneClock}. */
	public boolean hasOneClock() {
		return this.level2.hasOneClock();
	}

	/** Whether calls are made at the moment. */
	public boolean isAvailable() {
		return this.breaker.state() == CircuitBreaker.State.CLOSED;
	}

	/** The breaker's state in a word. */
	public String breakerState() {
		return this.breaker.state().name();
	}

	/**
	 * Runs a call of the shared level that is bounded by itself; {@code null} if it
	 * failed, or was not tried because the ones before it failed.
	 */
	public <R> @Nullable R attempt(String operation, Supplier<R> call) {
		if (!this.breaker.tryAcquire()) {
			return null;
		}
		try {
			R result = call.get();
			report(this.breaker.succeeded(), /* available= */ true);
			return result;
		}
		catch (ForeignSharedLevelException ex) {
			this.observer.sharedLevelFailed(operation, ex);
			this.breaker.withdrawn();
			return null;
		}
		catch (RuntimeException ex) {
			// Any exception: trouble of the cache is never trouble of the caller.
			this.observer.sharedLevelFailed(operation, ex);
			report(this.breaker.failed(), /* available= */ false);
			return null;
		}
	}

	private void report(boolean changed, boolean available) {
		if (changed) {
			this.observer.sharedLevelAvailable(available);
		}
	}

}
