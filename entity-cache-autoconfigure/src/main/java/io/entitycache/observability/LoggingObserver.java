package io.entitycache.observability;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.entitycache.EntityCacheObserver;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Logs what changes the state of the caches, each change once. Neither keys nor values
 * are logged.
 */
public final class LoggingObserver implements EntityCacheObserver {

	private static final int MAXIMUM_REMEMBERED = 100;

	private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog("io.entitycache");

	private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

	private final Set<String> unsynced = ConcurrentHashMap.newKeySet();

	/* By cache, the time that a sync had taken when its progress was last logged. */
	private final Map<String, Duration> progress = new ConcurrentHashMap<>();

	private final Object monitor = new Object();

	/* Null until the first contact, or the first failure to have any. */
	private @Nullable Boolean available;

	private boolean everAvailable;

	@Override
	public boolean returnsAtOnce() {
		return true;
	}

	@Override
	public void sharedLevelAvailable(boolean available) {
		boolean first;
		synchronized (this.monitor) {
			if (Boolean.valueOf(available).equals(this.available)) {
				return;
			}
			first = !this.everAvailable;
			boolean expected = available && this.available == null;
			this.everAvailable |= available;
			this.available = available;
			if (expected) {
				return;
			}
		}
		if (available) {
			logger.info(first ? "The entity cache is connected to its shared level"
					: "The entity cache is connected to its shared level again");
		}
		else {
			logger.warn((first ? "The entity cache has no connection to its shared level yet"
					: "The entity cache has lost its shared level") + "; level 1 is trusted for "
					+ "'entity-cache.redis.disconnected-ttl', then the database is asked");
		}
	}

	@Override
	public void sharedLevelReconnecting(int attempt, Duration delay) {
		if (logger.isDebugEnabled()) {
			logger.debug("Attempt %d to connect to Redis again, in %d ms".formatted(attempt, delay.toMillis()));
		}
	}

	@Override
	public void sharedLevelFailed(String operation, Throwable failure) {
		if (logger.isDebugEnabled()) {
			logger.debug("The shared level of the entity cache failed at '%s': %s".formatted(operation, failure));
		}
	}

	@Override
	public void unreadable(String region, String reason) {
		if (this.unreadable.size() < MAXIMUM_REMEMBERED && this.unreadable.add(region + ' ' + reason)) {
			logger.warn("Level 2 entries of '%s' cannot be used (%s); they count as misses".formatted(region, reason));
		}
	}

	@Override
	public void repaired(String how, long announcements) {
		logger.info((announcements > 0)
				? "The entity cache has read announcements again that it did not hear of in order: %s (%d)"
					.formatted(how, announcements)
				: "The entity cache cannot know that it has heard of every change, and starts over: %s".formatted(how));
	}

	@Override
	public void syncProgressed(SyncProgress progress) {
		Duration logged = this.progress.getOrDefault(progress.cache(), Duration.ZERO);
		if (progress.elapsed().minus(logged).compareTo(BETWEEN_PROGRESS) >= 0) {
			this.progress.put(progress.cache(), progress.elapsed());
			log(progress);
		}
	}

	private static void log(SyncProgress progress) {
		Duration remaining = progress.remaining();
		logger.info("Entity cache '%s': %d rows%s read in %s s, %.0f per second%s".formatted(progress.cache(),
				progress.rows(), (progress.expectedRows() < 0) ? "" : " of about " + progress.expectedRows(),
				progress.elapsed().toSeconds(), progress.rate(),
				(remaining != null) ? ", about " + remaining.toSeconds() + " s to go" : ""));
	}

	@Override
	public void synced(SyncResult result) {
		this.unsynced.remove(result.cache());
		this.progress.remove(result.cache());
		String text = "Entity cache '%s': %s of %d rows in %d ms; %d changed, %d removed, %d not kept, %d beyond level 1"
			.formatted(result.cache(), result.kind().name().toLowerCase(Locale.ROOT), result.rows(),
					result.duration().toMillis(), result.changed(), result.removed(), result.refused(),
					result.beyondLevel1());
		if (result.kind() == SyncResult.Kind.FULL) {
			logger.info(text);
		}
		else {
			logger.debug(text);
		}
	}

	@Override
	public void syncFailed(String cache, Throwable failure) {
		this.progress.remove(cache);
		if (this.unsynced.size() < MAXIMUM_REMEMBERED && this.unsynced.add(cache)) {
			logger.warn("Entity cache '%s' could not be synced, and what is cached stays: %s".formatted(cache,
					failure.getClass().getName()));
		}
	}

}
