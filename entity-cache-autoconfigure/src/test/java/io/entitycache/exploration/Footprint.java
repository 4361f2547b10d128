package io.entitycache.exploration;

/**
 * What a step touches. Two steps whose footprints do not conflict have the same effect in
 * either order, so that only one of the orders has to be visited.
 *
 * @param reads the resources it only looks at, as bits
 * @param writes the resources it may change, as bits
 */
record Footprint(long reads, long writes) {

	private static final long REDIS = 1;

	private static final long DATABASE = 2;

	private static final int NODES = 2;

	/** Everything: such a step is never swapped with another. */
	static final Footprint ALL = new Footprint(0, -1);

	static final Footprint NOTHING = new Footprint(0, 0);

	/** Nothing, besides that the node must be alive. */
	static Footprint outside(int node) {
		return new Footprint(alive(node), 0);
	}

	/** What the node has in its memory. */
	static Footprint inside(int node) {
		return new Footprint(alive(node), alive(node) << 1);
	}

	/** The node's life. */
	static Footprint lifeOf(int node) {
		return new Footprint(0, alive(node) | alive(node) << 1);
	}

	private static long alive(int node) {
		return 1L << (NODES + 2 * node);
	}

	Footprint readingRedis() {
		return new Footprint(this.reads | REDIS, this.writes);
	}

	Footprint writingRedis() {
		return new Footprint(this.reads, this.writes | REDIS);
	}

	Footprint readingDatabase() {
		return new Footprint(this.reads | DATABASE, this.writes);
	}

	Footprint writingDatabase() {
		return new Footprint(this.reads, this.writes | DATABASE);
	}

	/** Both. */
	Footprint and(Footprint other) {
		return new Footprint(this.reads | other.reads, this.writes | other.writes);
	}

	boolean conflicts(Footprint other) {
		return (this.writes & (other.writes | other.reads)) != 0 || (this.reads & other.writes) != 0;
	}

}
