package io.entitycache.tier;

/**
 * The order of incarnations. An incarnation is a random id whose upper 24 bits count how
 * often the shared history has begun anew, as far as its creator knew. The count wraps
 * around, and two counts are compared as serial numbers (RFC 1982), so that each has as
 * many that are older as newer ones. 0 stands for no incarnation.
 */
public final class Incarnations {

	private static final int RANDOM_BITS = 40;

	private static final long RANDOM = (1L << RANDOM_BITS) - 1;

	private static final int COUNT_BITS = Long.SIZE - RANDOM_BITS;

	private Incarnations() {
	}

	/**
	 * The incarnation that begins a history after the known one.
	 * @param known the newest incarnation that is known, 0 if there is none
	 * @param random any number
	 */
	public static long after(long known, long random) {
		long next = ((known >>> RANDOM_BITS) + 1) << RANDOM_BITS | random & RANDOM;
		return (next != 0) ? next : 1;
	}

	/**
	 * Whether a history began anew after the known one: its creator knew of that, or of
	 * one that is newer still. Two incarnations of the same count were created without
	 * knowledge of each other, and neither is newer.
	 */
	public static boolean isNewer(long incarnation, long known) {
		if (known == 0 || incarnation == 0) {
			return known == 0 && incarnation != 0;
		}
		long ahead = ((incarnation >>> RANDOM_BITS) - (known >>> RANDOM_BITS)) & ((1L << COUNT_BITS) - 1);
		return ahead != 0 && ahead < 1L << (COUNT_BITS - 1);
	}

}
