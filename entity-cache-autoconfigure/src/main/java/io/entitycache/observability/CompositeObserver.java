package io.entitycache.observability;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.FillRefusal;
import io.entitycache.InvalidationCause;
import io.entitycache.Level;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells several observers every fact. An observer that throws is logged once and hurts
 * neither the others nor the cache.
 */
public final class CompositeObserver implements EntityCacheObserver {

	private static final Log logger = LogFactory.getLog(CompositeObserver.class);

	private final List<EntityCacheObserver> observers;

	private final Set<EntityCacheObserver> failed = ConcurrentHashMap.newKeySet();

	public CompositeObserver(List<EntityCacheObserver> observers) {
		this.observers = List.copyOf(observers);
	}

	@Override
	public boolean returnsAtOnce() {
		for (EntityCacheObserver observer : this.observers) {
			if (!observer.returnsAtOnce()) {
				return false;
			}
		}
		return true;
	}

	@Override
	public void loaded(String region, long nanos, boolean succeeded) {
		tell((observer) -> observer.loaded(region, nanos, succeeded));
	}

	@Override
	public void invalidated(String region, InvalidationCause cause, int count) {
		tell((observer) -> observer.invalidated(region, cause, count));
	}

	@Override
	public void fillRefused(String region, Level level, FillRefusal reason) {
		tell((observer) -> observer.fillRefused(region, level, reason));
	}

	@Override
	public void unreadable(String region, String reason) {
		tell((observer) -> observer.unreadable(region, reason));
	}

	@Override
	public void sharedLevelFailed(String operation, Throwable failure) {
		tell((observer) -> observer.sharedLevelFailed(operation, failure));
	}

	@Override
	public void sharedLevelAvailable(boolean available) {
		tell((observer) -> observer.sharedLevelAvailable(available));
	}

	@Override
	public void sharedLevelDisconnected() {
		tell((observer) -> observer.sharedLevelDisconnected());
	}

	@Override
	public void sharedLevelReconnecting(int attempt, Duration delay) {
		tell((observer) -> observer.sharedLevelReconnecting(attempt, delay));
	}

	@Override
	public void sharedLevelReconnected(Duration after) {
		tell((observer) -> observer.sharedLevelReconnected(after));
	}

	@Override
	public void repaired(String how, long announcements) {
		tell((observer) -> observer.repaired(how, announcements));
	}

	@Override
	public boolean wants(Class<? extends EntityCacheEvent> type) {
		for (EntityCacheObserver observer : this.observers) {
			if (observer.wants(type)) {
				return true;
			}
		}
		return false;
	}

	@Override
	public void happened(EntityCacheEvent event) {
		tell((observer) -> {
			if (observer.wants(event.getClass())) {
				observer.happened(event);
			}
		});
	}

	@Override
	public void syncProgressed(SyncProgress progress) {
		tell((observer) -> observer.syncProgressed(progress));
	}

	@Override
	public void synced(SyncResult result) {
		tell((observer) -> observer.synced(result));
	}

	@Override
	public void syncFailed(String cache, Throwable failure) {
		tell((observer) -> observer.syncFailed(cache, failure));
	}

	@Override
	public void ready(String cache) {
		tell((observer) -> observer.ready(cache));
	}

	private void tell(Consumer<EntityCacheObserver> fact) {
		for (EntityCacheObserver observer : this.observers) {
			try {
				fact.accept(observer);
			}
			catch (RuntimeException ex) {
				if (this.failed.add(observer)) {
					logger.warn("The entity cache observer %s failed; its further failures are not logged"
						.formatted(observer.getClass().getName()), ex);
				}
			}
		}
	}

}
