package io.entitycache.costs;

import java.lang.management.ManagementFactory;

import com.sun.management.ThreadMXBean;

/** Counts the bytes that the current thread allocates. */
final class Allocation {

	private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

	private static final int OPERATIONS = 10_000;

	private static final int BATCHES = 20;

	private Allocation() {
	}

	/**
	 * Bytes that one run of the operation allocates, as a mean of many: that of the least
	 * of some batches, since what is allocated once, and by compilation, is not meant.
	 */
	static double perOperation(Operation operation) {
		double least = Double.MAX_VALUE;
		for (int batch = 0; batch < BATCHES; batch++) {
			least = Math.min(least, batch(operation) / (double) OPERATIONS);
		}
		return least;
	}

	private static long batch(Operation operation) {
		Object last = null;
		long before = THREADS.getCurrentThreadAllocatedBytes();
		for (int i = 0; i < OPERATIONS; i++) {
			last = operation.run(i);
		}
		long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
		if (last == null) {
			throw new IllegalStateException("An operation without a result");
		}
		return allocated;
	}

	/** What is measured. */
	interface Operation {

		/** Runs it for the given time. */
		Object run(int time);

	}

}
