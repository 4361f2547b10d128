package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The tree of all schedules, visited depth first by running again and again with the
 * choices so far as a prefix.
 */
final class ScheduleTree {

	/*
	 * Sleep sets (Godefroid): once all schedules that begin with a move have been
	 * visited, the move sleeps in the branches of its siblings until something happens
	 * that does not commute with it. A branch in which everything sleeps leads nowhere
	 * new. Every reachable state is still visited, and of the orders that differ only in
	 * moves that commute, one.
	 */

	private final boolean reduced;

	private final List<Point> path = new ArrayList<>();

	private int depth;

	/**
	 * Creates a tree.
	 * @param reduced whether orders that differ only in moves that commute are visited
	 * once
	 */
	ScheduleTree(boolean reduced) {
		this.reduced = reduced;
	}

	/** Goes back to the root. */
	void restart() {
		this.depth = 0;
	}

	/**
	 * The move to make now, {@code null} if all that may follow has been visited in
	 * another order.
	 * @param enabled what can happen now, never empty, in an order that depends on the
	 * choices so far alone
	 */
	@Nullable Move choose(List<Move> enabled) {
		if (this.depth == this.path.size()) {
			Point point = new Point(enabled, sleepingNow());
			if (!point.next()) {
				return null;
			}
			this.path.add(point);
		}
		return this.path.get(this.depth++).confirm(enabled);
	}

	private List<Move> sleepingNow() {
		return (this.reduced && this.depth > 0) ? this.path.get(this.depth - 1).sleepingAfter() : List.of();
	}

	/** Turns to the next schedule; tells whether there is one. */
	boolean advance() {
		while (!this.path.isEmpty()) {
			if (this.path.get(this.path.size() - 1).next()) {
				return true;
			}
			this.path.remove(this.path.size() - 1);
		}
		return false;
	}

	private static final class Point {

		private final List<Move> enabled;

		private final List<Move> asleep;

		private int chosen = -1;

		Point(List<Move> enabled, List<Move> asleep) {
			this.enabled = List.copyOf(enabled);
			this.asleep = new ArrayList<>(asleep);
		}

		boolean next() {
			if (this.chosen >= 0) {
				this.asleep.add(this.enabled.get(this.chosen));
			}
			do {
				this.chosen++;
			}
			while (this.chosen < this.enabled.size() && sleeps(this.enabled.get(this.chosen)));
			return this.chosen < this.enabled.size();
		}

		private boolean sleeps(Move move) {
			return this.asleep.stream().anyMatch(move::isSameAs);
		}

		Move confirm(List<Move> now) {
			if (!now.equals(this.enabled)) {
				throw new IllegalStateException(
						"The same choices led to another state: " + this.enabled + " became " + now);
			}
			return this.enabled.get(this.chosen);
		}

		List<Move> sleepingAfter() {
			Footprint done = this.enabled.get(this.chosen).footprint();
			return this.asleep.stream().filter((move) -> !move.footprint().conflicts(done)).toList();
		}

	}

}
