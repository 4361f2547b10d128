package io.entitycache.exploration;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Runs a scenario under every schedule. */
final class Explorer {

	private static final int MOST_SCHEDULES = 500_000;

	private final boolean reduced;

	private Explorer(boolean reduced) {
		this.reduced = reduced;
	}

	/** Visits of the orders that cannot be told apart only one. */
	static Explorer reduced() {
		return new Explorer(true);
	}

	/** Visits every order. */
	static Explorer unreduced() {
		return new Explorer(false);
	}

	/**
	 * Runs the scenario under every schedule.
	 * @param scenario builds the scenario, and gives what tells how a schedule ended
	 * @throws Violation if a promise is broken under one of them
	 */
	Exploration explore(Scenario scenario) {
		ExecutorService threads = Executors.newCachedThreadPool(Explorer::newThread);
		try {
			return explore(scenario, threads);
		}
		finally {
			threads.shutdownNow();
		}
	}

	private Exploration explore(Scenario scenario, ExecutorService threads) {
		ScheduleTree tree = new ScheduleTree(this.reduced);
		Set<String> outcomes = new TreeSet<>();
		int complete = 0;
		int runs = 0;
		do {
			tree.restart();
			Lockstep lockstep = new Lockstep(tree, threads);
			Supplier<String> outcome = scenario.prepare(lockstep);
			if (lockstep.run()) {
				complete++;
				outcomes.add(outcome.get());
			}
			if (++runs > MOST_SCHEDULES) {
				throw new IllegalStateException("More than " + MOST_SCHEDULES + " schedules");
			}
		}
		while (tree.advance());
		return new Exploration(complete, runs, outcomes);
	}

	private static Thread newThread(Runnable task) {
		Thread thread = new Thread(task, "entity-cache-exploration");
		thread.setDaemon(true);
		return thread;
	}

	/** Something to explore. */
	interface Scenario {

		/**
		 * Builds it anew, the same each time.
		 * @return what tells in a few words how the schedule ended
		 */
		Supplier<String> prepare(Lockstep lockstep);

		/** A scenario that is only built. */
		static Scenario of(Consumer<Lockstep> build) {
			return (lockstep) -> {
				build.accept(lockstep);
				return () -> "";
			};
		}

	}

	/**
	 * What was visited.
	 *
	 * @param schedules the number of schedules that came to their end
	 * @param runs the number of schedules begun
	 * @param outcomes the different ends
	 */
	record Exploration(int schedules, int runs, Set<String> outcomes) {
	}

}
