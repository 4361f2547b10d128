package io.entitycache.tier;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Ticker;

/**
 * Keeps callers from waiting for a shared level that does not answer: after some failures
 * in a row it opens, refuses everything for a while, then lets one probe through, and
 * closes again when the probe succeeds. The time it stays open doubles up to a limit.
 */
final class CircuitBreaker {

	/** The state of a breaker. */
	enum State {

		CLOSED, OPEN, HALF_OPEN

	}

	private final int failuresToOpen;

	private final long shortestOpen;

	private final long longestOpen;

	private final Ticker ticker;

	private volatile int failures;

	private long openFor;

	private long openUntil;

	private volatile State state = State.CLOSED;

	CircuitBreaker(int failuresToOpen, Duration shortestOpen, Duration longestOpen, Ticker ticker) {
		this.failuresToOpen = failuresToOpen;
		this.shortestOpen = shortestOpen.toNanos();
		this.longestOpen = longestOpen.toNanos();
		this.openFor = this.shortestOpen;
		this.ticker = ticker;
	}

	State state() {
		return this.state;
	}

	/** Whether a call may be made now; one that may must report how it ended. */
	boolean tryAcquire() {
		return this.state == State.CLOSED || tryProbe();
	}

	private synchronized boolean tryProbe() {
		if (this.state == State.CLOSED) {
			return true;
		}
		if (this.ticker.read() - this.openUntil < 0) {
			return false;
		}
		// A probe that never reports must not keep the breaker open for ever.
		this.openUntil = this.ticker.read() + this.openFor;
		this.state = State.HALF_OPEN;
		return true;
	}

	/** Tells whether this closed the breaker. */
	boolean succeeded() {
		if (this.state == State.CLOSED && this.failures == 0) {
			return false;
		}
		synchronized (this) {
			boolean closed = this.state != State.CLOSED;
			this.failures = 0;
			this.openFor = this.shortestOpen;
			this.state = State.CLOSED;
			return closed;
		}
	}

	/** The call was not made after all; a probe is left to the next caller. */
	synchronized void withdrawn() {
		if (this.state == State.HALF_OPEN) {
			this.state = State.OPEN;
			this.openUntil = this.ticker.read();
		}
	}

	/** Tells whether this opened the breaker. */
	synchronized boolean failed() {
		if (this.state == State.CLOSED && ++this.failures < this.failuresToOpen) {
			return false;
		}
		boolean opened = this.state == State.CLOSED;
		if (this.state == State.HALF_OPEN) {
			this.openFor = Math.min(this.openFor * 2, this.longestOpen);
		}
		this.state = State.OPEN;
		this.openUntil = this.ticker.read() + this.openFor;
		return opened;
	}

}
