package io.entitycache.shop;

import io.entitycache.EntityCacheObserver;
import io.entitycache.FillRefusal;
import io.entitycache.InvalidationCause;
import io.entitycache.Level;
import io.entitycache.SyncProgress;
import io.entitycache.SyncResult;

/** Fails whatever it is told; nobody may notice. */
final class FailingObserver implements EntityCacheObserver {

	@Override
	public void loaded(String region, long nanos, boolean succeeded) {
		throw failure();
	}

	@Override
	public void invalidated(String region, InvalidationCause cause, int count) {
		throw failure();
	}

	@Override
	public void fillRefused(String region, Level level, FillRefusal reason) {
		throw failure();
	}

	@Override
	public void unreadable(String region, String reason) {
		throw failure();
	}

	@Override
	public void sharedLevelFailed(String operation, Throwable cause) {
		throw failure();
	}

	@Override
	public void sharedLevelAvailable(boolean available) {
		throw failure();
	}

	@Override
	public void syncProgressed(SyncProgress progress) {
		throw failure();
	}

	@Override
	public void synced(SyncResult result) {
		throw failure();
	}

	@Override
	public void syncFailed(String cache, Throwable cause) {
		throw failure();
	}

	@Override
	public void ready(String cache) {
		throw failure();
	}

	@Override
	public void repaired(String how, long announcements) {
		throw failure();
	}

	private static IllegalStateException failure() {
		return new IllegalStateException("An observer that always fails");
	}

}
