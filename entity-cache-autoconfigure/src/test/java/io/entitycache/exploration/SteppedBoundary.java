package io.entitycache.exploration;

/**
 * Where one node's calls become steps. A call is a step that touches the other side
 * alone; what the node does with the answer is another step wherever that makes a
 * difference.
 */
final class SteppedBoundary {

	private final Lockstep lockstep;

	private final int node;

	SteppedBoundary(Lockstep lockstep, int node) {
		this.lockstep = lockstep;
		this.node = node;
	}

	/** The footprint of a step that touches nothing of the node. */
	Footprint outside() {
		return Footprint.outside(this.node);
	}

	/** The footprint of a step that touches what the node has in its memory. */
	Footprint inside() {
		return Footprint.inside(this.node);
	}

	/** The footprint of the node's end. */
	Footprint life() {
		return Footprint.lifeOf(this.node);
	}

	void step(String name, Footprint footprint) {
		this.lockstep.step(name, footprint);
	}

	int step(Participant.Step step) {
		return this.lockstep.step(step);
	}

	/** An answer comes back to the node. */
	void answer(String name) {
		step(name, inside());
	}

}
