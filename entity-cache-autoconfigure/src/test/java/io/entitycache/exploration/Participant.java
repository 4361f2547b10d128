package io.entitycache.exploration;

import java.util.function.BooleanSupplier;

/** Somebody who takes steps: an actor, or an event that happens at once. */
abstract class Participant {

	private final String name;

	private boolean gone;

	Participant(String name) {
		this.name = name;
	}

	/** It takes no further step, as if its process had been killed. */
	void kill() {
		this.gone = true;
	}

	boolean isGone() {
		return this.gone;
	}

	/** What it can do next. */
	abstract Step next();

	@Override
	public String toString() {
		return this.name;
	}

	/**
	 * The next step of a participant.
	 *
	 * @param name what it does
	 * @param footprint what it touches
	 * @param variants in how many ways it may turn out
	 * @param possible whether it can be taken now
	 */
	record Step(String name, Footprint footprint, int variants, BooleanSupplier possible) {

		Step(String name, Footprint footprint) {
			this(name, footprint, 1, () -> true);
		}

	}

}
