package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Runs the participants of one schedule, one step at a time. Every call through a
 * boundary comes here first, and waits until the schedule says that it is its turn.
 * Nothing runs in parallel; no time passes.
 */
final class Lockstep {

	private static final ThreadLocal<@Nullable Actor> CURRENT = new ThreadLocal<>();

	private static final long PATIENCE = TimeUnit.SECONDS.toNanos(60);

	private static final long GLANCE = TimeUnit.MICROSECONDS.toNanos(50);

	private final ScheduleTree tree;

	private final Executor threads;

	private final Thread conductor = Thread.currentThread();

	private final List<Participant> participants = new ArrayList<>();

	private final List<String> trace = new ArrayList<>();

	private Runnable invariants = () -> {
	};

	private Runnable atEnd = () -> {
	};

	private boolean someMayWait;

	private boolean undisturbed;

	private volatile @Nullable Actor running;

	private volatile boolean over;

	private volatile boolean calledOff;

	private volatile @Nullable Throwable failure;

	private boolean complete;

	Lockstep(ScheduleTree tree, Executor threads) {
		this.tree = tree;
		this.threads = threads;
	}

	void add(Participant participant) {
		this.participants.add(participant);
	}

	/** What is checked in every state. */
	void invariants(Runnable check) {
		this.invariants = check;
	}

	/** What is checked in the end. */
	void atEnd(Runnable check) {
		this.atEnd = check;
	}

	/** Actors may wait for each other's loads. */
	void someMayWait() {
		this.someMayWait = true;
	}

	/** The current actor comes to a boundary. */
	void step(String name, Footprint footprint) {
		step(new Participant.Step(name, footprint));
	}

	/** The current actor comes to a boundary that it cannot pass until then. */
	void step(String name, Footprint footprint, BooleanSupplier possible) {
		step(new Participant.Step(name, footprint, 1, possible));
	}

	/**
	 * The current actor comes to a boundary.
	 * @return the variant that happens; 0 for whoever is no actor
	 */
	int step(Participant.Step step) {
		Actor self = CURRENT.get();
		if (self == null || this.undisturbed) {
			return 0;
		}
		if (this.calledOff) {
			// Somebody cleans up while he is being unwound.
			throw new CalledOff();
		}
		self.comesTo(step);
		Actor next = null;
		if (self.isWaiting()) {
			// Somebody else has the turn.
			self.waits(false);
		}
		else {
			next = advance();
			turnTo(next, self);
		}
		if (next != self) {
			self.awaitTurn(this);
		}
		if (this.calledOff) {
			throw new CalledOff();
		}
		return self.variant();
	}

	/**
	 * The current actor has its answer: whoever has waited for it may go on, and if it is
	 * the one that has waited, it waits for its turn.
	 */
	void landed(Footprint footprint) {
		Actor self = CURRENT.get();
		if (self != null && self.isWaiting()) {
			step("share the answer", footprint);
			return;
		}
		for (Participant participant : this.participants) {
			while (participant instanceof Actor actor && actor.isWaiting() && !this.calledOff) {
				LockSupport.parkNanos(GLANCE);
			}
		}
	}

	boolean isCalledOff() {
		return this.calledOff;
	}

	/** Runs the schedule; tells whether it came to its end. */
	boolean run() {
		turnTo(advance(), null);
		long start = System.nanoTime();
		while (!this.over) {
			LockSupport.parkNanos(this.someMayWait ? GLANCE : PATIENCE);
			giveTurnIfSomebodyWaits();
			if (System.nanoTime() - start > PATIENCE) {
				fail(new IllegalStateException("Stuck after " + this.trace));
			}
		}
		callOff();
		Throwable found = this.failure;
		if (found != null) {
			throw new Violation(found, this.trace);
		}
		return this.complete;
	}

	private void giveTurnIfSomebodyWaits() {
		Actor actor = this.running;
		if (this.someMayWait && actor != null && !actor.isWaiting() && actor.isInFlightOfAnother()) {
			actor.waits(true);
			turnTo(advance(), null);
		}
	}

	private void callOff() {
		this.calledOff = true;
		for (Participant participant : this.participants) {
			if (participant instanceof Actor actor && actor.isStarted()) {
				actor.callOff();
				while (!actor.isFinished()) {
					LockSupport.parkNanos(GLANCE);
				}
			}
		}
	}

	private void turnTo(@Nullable Actor next, @Nullable Actor self) {
		if (next == null) {
			this.running = null;
			this.over = true;
			LockSupport.unpark(this.conductor);
			return;
		}
		this.running = next;
		if (next == self) {
			return;
		}
		if (next.isStarted()) {
			next.giveTurn();
		}
		else {
			this.threads.execute(() -> run(next));
		}
	}

	private void run(Actor actor) {
		CURRENT.set(actor);
		try {
			actor.run();
			actor.finish();
			turnTo(advance(), actor);
		}
		catch (CalledOff ex) {
			// Nothing to do: the schedule has ended.
		}
		catch (Throwable ex) {
			if (!this.calledOff) {
				fail(ex);
			}
		}
		finally {
			CURRENT.remove();
			actor.finish();
			LockSupport.unpark(this.conductor);
		}
	}

	// Events happen on whatever thread has the turn.
	private @Nullable Actor advance() {
		this.undisturbed = true;
		try {
			while (true) {
				this.invariants.run();
				List<Move> moves = moves();
				if (moves.isEmpty()) {
					end();
					return null;
				}
				Move move = this.tree.choose(moves);
				if (move == null) {
					return null;
				}
				Participant participant = this.participants.get(move.participant());
				this.trace.add(participant + ": " + participant.next().name()
						+ ((move.variant() > 0) ? " (" + move.variant() + ")" : ""));
				if (participant instanceof Actor actor) {
					actor.chosen(move.variant());
					return actor;
				}
				((Event) participant).happen(move.variant());
			}
		}
		catch (RuntimeException | Error ex) {
			this.failure = ex;
			return null;
		}
		finally {
			this.undisturbed = false;
		}
	}

	private List<Move> moves() {
		List<Move> moves = new ArrayList<>();
		for (int i = 0; i < this.participants.size(); i++) {
			Participant participant = this.participants.get(i);
			if (canMove(participant)) {
				Participant.Step step = participant.next();
				for (int variant = 0; variant < step.variants(); variant++) {
					moves.add(new Move(i, variant, step.footprint()));
				}
			}
		}
		return moves;
	}

	private static boolean canMove(Participant participant) {
		boolean idle = participant instanceof Actor actor && (actor.isFinished() || actor.isWaiting());
		return !idle && !participant.isGone() && participant.next().possible().getAsBoolean();
	}

	private void end() {
		for (Participant participant : this.participants) {
			if (participant instanceof Actor actor && !actor.isFinished() && !actor.isGone() && !actor.isEndless()) {
				throw new IllegalStateException(actor + " waits for ever");
			}
		}
		this.atEnd.run();
		this.complete = true;
	}

	private void fail(Throwable ex) {
		this.failure = ex;
		turnTo(null, null);
	}

	/** Unwinds an actor whose schedule has ended; an error, so that nobody handles it. */
	private static final class CalledOff extends Error {

		private static final long serialVersionUID = 1L;

		CalledOff() {
			super("The schedule has ended", null, false, false);
		}

	}

}
