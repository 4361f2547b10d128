package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * How long a caller waits for the loads of others, counted from its first wait. Time in
 * which the process stood still does not count: the loads waited for stood still as well.
 * Used by one thread.
 */
final class Patience {

	/*
	 * The wait is cut into short ones. If one of them took much longer than it was asked
	 * to, nothing in this process ran meanwhile.
	 */

	private static final long SLICE = TimeUnit.MILLISECONDS.toNanos(250);

	private final LongSupplier nanoTime;

	private long left;

	Patience(Duration timeout) {
		this(timeout, System::nanoTime);
	}

	Patience(Duration timeout, LongSupplier nanoTime) {
		this.left = timeout.toNanos();
		this.nanoTime = nanoTime;
	}

	/**
	 * Waits for the end of the flight.
	 * @throws TimeoutException if patience ended first
	 */
	<V> Flight.Result<V> await(Flight<V> flight) throws TimeoutException {
		while (true) {
			long slice = Math.max(0, Math.min(this.left, SLICE));
			long before = this.nanoTime.getAsLong();
			try {
				return flight.await(Duration.ofNanos(slice));
			}
			catch (TimeoutException ex) {
				if (this.left <= slice) {
					throw ex;
				}
			}
			finally {
				this.left -= Math.min(this.nanoTime.getAsLong() - before, 2 * SLICE);
			}
		}
	}

}
