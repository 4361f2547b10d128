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

	private final boolean connected;

	private final Thread leader = Thread.currentThread();

	private volatile @Nullable Result<V> result;

	/** Made by the first who waits, which mostly is nobody. */
	private volatile @Nullable CompletableFuture<Result<V>> end;

	/**
	 * Creates a flight that the current thread leads.
	 * @param fence the fence time before anything is read
	 * @param connected whether the thread holds the connection that it loads with
	 */
	Flight(long fence, boolean connected) {
		this.fence = fence;
		this.connected = connected;
	}

	/** The fence time at which the flight began. */
	long fence() {
		return this.fence;
	}

	/**
	 * Whether its leader holds the connection that it loads with, and so does not wait
	 * for another thread to give one back.
	 */
	boolean isConnected() {
		return this.connected;
	}

	/** Whether the current thread leads it, so that waiting would never end. */
	boolean isOwn() {
		return this.leader == Thread.currentThread();
	}

	void succeed(@Nullable Cached<V> cached) {
		end(new Result<>(cached, null, false));
	}

	/**
	 * The load failed.
	 * @param alone whether the failure may be the leader's own, and says nothing about
	 * the load of anybody else
	 */
	void fail(Throwable failure, boolean alone) {
		end(new Result<>(null, failure, alone));
	}

	private void end(Result<V> known) {
		// Whoever makes the future after this looks at the result after that.
		this.result = known;
		CompletableFuture<Result<V>> awaited = this.end;
		if (awaited != null) {
			awaited.complete(known);
		}
	}

	private synchronized CompletableFuture<Result<V>> awaited() {
		CompletableFuture<Result<V>> awaited = this.end;
		if (awaited == null) {
			awaited = new CompletableFuture<>();
			this.end = awaited;
		}
		Result<V> known = this.result;
		if (known != null) {
			awaited.complete(known);
		}
		return awaited;
	}

	/**
	 * Waits for the end.
	 * @throws TimeoutException if it did not end in time
	 */
	Result<V> await(Duration timeout) throws TimeoutException {
		try {
			return awaited().get(timeout.toNanos(), TimeUnit.NANOSECONDS);
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
