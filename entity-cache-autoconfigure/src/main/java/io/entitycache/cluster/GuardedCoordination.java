package io.entitycache.cluster;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Leases and notes that are used only if they are those of this node's database. */
final class GuardedCoordination implements Coordination {

	private final Coordination coordination;

	private final DatabaseGuard guard;

	GuardedCoordination(Coordination coordination, DatabaseGuard guard) {
		this.coordination = coordination;
		this.guard = guard;
	}

	@Override
	public boolean acquire(String lease, String holder, Duration life) {
		this.guard.requireClaim();
		return this.coordination.acquire(lease, holder, life);
	}

	@Override
	public boolean renew(String lease, String holder, Duration life) {
		this.guard.requireClaim();
		return this.coordination.renew(lease, holder, life);
	}

	@Override
	public void release(String lease, String holder) {
		this.guard.requireClaim();
		this.coordination.release(lease, holder);
	}

	@Override
	public @Nullable String holder(String lease) {
		this.guard.requireClaim();
		return this.coordination.holder(lease);
	}

	@Override
	public void leave(String note, byte[] content, Duration life) {
		this.guard.requireClaim();
		this.coordination.leave(note, content, life);
	}

	@Override
	public byte @Nullable [] note(String note) {
		this.guard.requireClaim();
		return this.coordination.note(note);
	}

}
