package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.entitycache.EntityCacheObserver;
import io.entitycache.tier.SharedLevelException;
import org.jspecify.annotations.Nullable;

/**
 * Remembers in words what last went wrong with the shared level, for those who look after
 * the application.
 */
final class LastSharedFailure implements EntityCacheObserver, Supplier<@Nullable String> {

	private final LongSupplier nanoTime;

	private volatile @Nullable Failure last;

	LastSharedFailure(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	@Override
	public boolean returnsAtOnce() {
		return true;
	}

	// Only the messages of our own exceptions are known to show neither values nor
	// secrets.
	@Override
	public void sharedLevelFailed(String operation, Throwable failure) {
		String what = (failure instanceof SharedLevelException) ? String.valueOf(failure.getMessage())
				: failure.getClass().getSimpleName();
		this.last = new Failure(operation + ": " + what, this.nanoTime.getAsLong());
	}

	/** What failed, and how long ago; {@code null} if nothing has. */
	@Override
	public @Nullable String get() {
		Failure failure = this.last;
		if (failure == null) {
			return null;
		}
		Duration ago = Duration.ofNanos(this.nanoTime.getAsLong() - failure.at());
		return "%s (%d ms ago)".formatted(failure.what(), ago.toMillis());
	}

	/** What failed at a time. */
	private record Failure(String what, long at) {
	}

}
