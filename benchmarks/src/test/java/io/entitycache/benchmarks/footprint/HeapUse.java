package io.entitycache.benchmarks.footprint;

import java.lang.management.ManagementFactory;

/** How much of the heap is in use. */
final class HeapUse {

	private HeapUse() {
	}

	/**
	 * Bytes of the heap that are reachable.
	 * @param collections how often to collect what is not; the least counts
	 */
	static long live(int collections) {
		long least = Long.MAX_VALUE;
		for (int i = 0; i < collections; i++) {
			System.gc();
			least = Math.min(least, ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
		}
		return least;
	}

}
