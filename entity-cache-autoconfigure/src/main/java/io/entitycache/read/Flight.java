package io.entitycache.read;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.entitycache.Cached;
import org.jspecify.annotations.Nullable;

/**
 * One load of one key that is under way, for everybody who asks meanwhile.
 *
 * @param <V> the value's type
 */
final class Flight<V> {

	private final long fence;

	private final Thread leader = Thread.currentThread();

	private final CompletableFuture<Result<V>> result = new CompletableFuture<>();

	/**
	 * Creates a flight that the current thread leads.
	 * @param fence the fence time before anything is read
	 */
	Flight(long fence) {
		this.fence = fence;
	}

	/** The fence time at which the flight began. */
	long fence() {
		return this.fence;
	}

	/** Whether the current thread leads it, so that waiting would never end. */
	boolean isOwn() {
		return this.leader == Thread.currentThread();
	}

	void succeed(@Nullable Cached<V> cached) {
		this.result.complete(new Result<>(cached, null, false));
	}

	/**
	 * The load failed.
	 * @param alone whether the failure may be the leader's own, and says nothing about
	 * the load of anybody else
	 */
	void fail(Throwable failure, boolean alone) {
		this.result.complete(new Result<>(null, failure, alone));
	}

	/**
	 * Waits for the end.
	 * @throws TimeoutException if it did not end in time
	 */
	Result<V> await(Duration timeout) throws TimeoutException {
		try {
			return this.result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return new Result<>(null, new IllegalStateException("Interrupted while waiting for a load", ex), false);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("A flight never ends exceptionally", ex);
		}
	}

	/**
	 * How a flight ended.
	 *
	 * @param cached what it found, {@code null} if nothing is known
	 * @param failure why it failed, {@code null} if it did not
	 * @param alone whether the failure may be the leader's own
	 * @param <V> the value's type
	 */
	record Result<V>(@Nullable Cached<V> cached, @Nullable Throwable failure, boolean alone) {
	}

}
