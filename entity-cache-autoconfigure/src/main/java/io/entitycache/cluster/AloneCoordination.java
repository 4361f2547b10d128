package io.entitycache.cluster;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Has every lease, and nobody to leave a note for. */
final class AloneCoordination implements Coordination {

	@Override
	public boolean acquire(String lease, String holder, Duration life) {
		return true;
	}

	@Override
	public boolean renew(String lease, String holder, Duration life) {
		return true;
	}

	@Override
	public void release(String lease, String holder) {
	}

	@Override
	public @Nullable String holder(String lease) {
		return null;
	}

	@Override
	public void leave(String note, byte[] content, Duration life) {
	}

	@Override
	public byte @Nullable [] note(String note) {
		return null;
	}

}
