package io.entitycache.exploration;

import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/** Somebody who does one thing after the other, on a thread of its own. */
final class Actor extends Participant {

	private static final String FLIGHT = "java.util.concurrent.CompletableFuture$Signaller";

	private final Runnable body;

	private final boolean endless;

	private Step next;

	private volatile @Nullable Thread thread;

	private volatile boolean hasTurn;

	private volatile boolean waiting;

	private volatile boolean finished;

	private int variant;

	/**
	 * Creates an actor.
	 * @param first what it does before it comes to a boundary
	 * @param endless whether it takes steps for as long as there are any, so that nobody
	 * waits for its end
	 */
	Actor(String name, Step first, boolean endless, Runnable body) {
		super(name);
		this.next = first;
		this.endless = endless;
		this.body = body;
	}

	@Override
	Step next() {
		return this.next;
	}

	void comesTo(Step step) {
		this.next = step;
	}

	void chosen(int chosenVariant) {
		this.variant = chosenVariant;
	}

	int variant() {
		return this.variant;
	}

	boolean isEndless() {
		return this.endless;
	}

	boolean isStarted() {
		return this.thread != null;
	}

	boolean isFinished() {
		return this.finished;
	}

	/** Runs it to its end. */
	void run() {
		this.thread = Thread.currentThread();
		this.body.run();
	}

	void finish() {
		this.finished = true;
	}

	void giveTurn() {
		this.hasTurn = true;
		Thread parked = this.thread;
		if (parked != null) {
			LockSupport.unpark(parked);
		}
	}

	/** Waits for its turn; returns at once if it has been called off. */
	void awaitTurn(Lockstep lockstep) {
		while (!this.hasTurn && !lockstep.isCalledOff()) {
			LockSupport.park();
		}
		this.hasTurn = false;
	}

	/** Whether it waits for the load of another actor. */
	boolean isInFlightOfAnother() {
		Thread current = this.thread;
		Object blocker = (current != null) ? LockSupport.getBlocker(current) : null;
		return blocker != null && blocker.getClass().getName().equals(FLIGHT);
	}

	void waits(boolean forAnother) {
		this.waiting = forAnother;
	}

	boolean isWaiting() {
		return this.waiting;
	}

	void callOff() {
		Thread current = this.thread;
		if (current != null && !this.finished) {
			LockSupport.unpark(current);
			if (this.waiting) {
				current.interrupt();
			}
		}
	}

}
