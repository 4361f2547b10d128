package io.entitycache.history;

/**
 * When a fault was in force, its aftermath included.
 *
 * @param fault the fault
 * @param start when it began, in nanoseconds
 * @param end when it was over
 */
record FaultWindow(Fault fault, long start, long end) {

	long overlap(long from, long to) {
		return Math.max(0, Math.min(to, this.end) - Math.max(from, this.start));
	}

}
