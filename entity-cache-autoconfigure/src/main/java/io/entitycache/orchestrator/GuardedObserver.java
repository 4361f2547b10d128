package io.entitycache.orchestrator;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.FillRefusal;
import io.entitycache.InvalidationCause;
import io.entitycache.Level;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Keeps an observer's exceptions away from the engine; the first one is logged. */
final class GuardedObserver implements EntityCacheObserver {

	private static final Log logger = LogFactory.getLog(GuardedObserver.class);

	private final EntityCacheObserver observer;

	private final AtomicBoolean failed = new AtomicBoolean();

	GuardedObserver(EntityCacheObserver observer) {
		this.observer = observer;
	}

	@Override
	public boolean returnsAtOnce() {
		return this.observer.returnsAtOnce();
	}

	@Override
	public void loaded(String region, long nanos, boolean succeeded) {
		guarded(() -> this.observer.loaded(region, nanos, succeeded));
	}

	@Override
	public void invalidated(String region, InvalidationCause cause, int count) {
		guarded(() -> this.observer.invalidated(region, cause, count));
	}

	@Override
	public void fillRefused(String region, Level level, FillRefusal reason) {
		guarded(() -> this.observer.fillRefused(region, level, reason));
	}

	@Override
	public void unreadable(String region, String reason) {
		guarded(() -> this.observer.unreadable(region, reason));
	}

	@Override
	public void sharedLevelFailed(String operation, Throwable failure) {
		guarded(() -> this.observer.sharedLevelFailed(operation, failure));
	}

	@Override
	public void sharedLevelAvailable(boolean available) {
		guarded(() -> this.observer.sharedLevelAvailable(available));
	}

	@Override
	public void sharedLevelDisconnected() {
		guarded(() -> this.observer.sharedLevelDisconnected());
	}

	@Override
	public void sharedLevelReconnecting(int attempt, Duration delay) {
		guarded(() -> this.observer.sharedLevelReconnecting(attempt, delay));
	}

	@Override
	public void sharedLevelReconnected(Duration after) {
		guarded(() -> this.observer.sharedLevelReconnected(after));
	}

	@Override
	public void repaired(String how, long announcements) {
		guarded(() -> this.observer.repaired(how, announcements));
	}

	@Override
	public boolean wants(Class<? extends EntityCacheEvent> type) {
		try {
			return this.observer.wants(type);
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	@Override
	public void happened(EntityCacheEvent event) {
		guarded(() -> this.observer.happened(event));
	}

	@Override
	public void syncProgressed(SyncProgress progress) {
		guarded(() -> this.observer.syncProgressed(progress));
	}

	@Override
	public void synced(SyncResult result) {
		guarded(() -> this.observer.synced(result));
	}

	@Override
	public void syncFailed(String cache, Throwable failure) {
		guarded(() -> this.observer.syncFailed(cache, failure));
	}

	@Override
	public void ready(String cache) {
		guarded(() -> this.observer.ready(cache));
	}

	private void guarded(Runnable fact) {
		try {
			fact.run();
		}
		catch (RuntimeException ex) {
			if (this.failed.compareAndSet(false, true)) {
				logger.warn("An entity cache observer failed; further failures are not logged", ex);
			}
		}
	}

}
