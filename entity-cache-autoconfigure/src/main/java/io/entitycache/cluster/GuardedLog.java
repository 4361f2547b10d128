package io.entitycache.cluster;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** An announcement log that is used only if it is that of this node's database. */
final class GuardedLog implements AnnouncementLog {

	private final AnnouncementLog log;

	private final DatabaseGuard guard;

	GuardedLog(AnnouncementLog log, DatabaseGuard guard) {
		this.log = log;
		this.guard = guard;
	}

	@Override
	public Receipt prepare(Announcement pending) {
		this.guard.requireClaim();
		return this.log.prepare(pending);
	}

	@Override
	public Receipt commit(Announcement committed) {
		this.guard.requireClaim();
		return this.log.commit(committed);
	}

	@Override
	public void rollBack(Announcement rolledBack) {
		this.guard.requireClaim();
		this.log.rollBack(rolledBack);
	}

	@Override
	public Receipt synced(Announcement synced, long incarnation) {
		this.guard.requireClaim();
		return this.log.synced(synced, incarnation);
	}

	@Override
	public State state() {
		this.guard.claim();
		return this.log.state();
	}

	@Override
	public Position position() {
		this.guard.prolong();
		return this.log.position();
	}

	@Override
	public long session() {
		return this.log.session();
	}

	@Override
	public @Nullable String cannotWrite() {
		return this.log.cannotWrite();
	}

	@Override
	public State renew(long incarnation) {
		this.guard.claim();
		return this.log.renew(incarnation);
	}

	@Override
	public List<byte[]> readFrom(long sequence, int limit) {
		this.guard.requireClaim();
		return this.log.readFrom(sequence, limit);
	}

}
