package io.entitycache.exploration;

import java.util.Arrays;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.fixtures.InMemoryCluster;
import org.jspecify.annotations.Nullable;

/** A log whose pending marks forget what they hide. */
final class ForgetfulLog implements AnnouncementLog {

	private static final int ORIGIN_AT = 4;

	private static final int ORIGIN_UNTIL = 20;

	private final AnnouncementLog delegate;

	private final InMemoryCluster cluster;

	ForgetfulLog(AnnouncementLog delegate, InMemoryCluster cluster) {
		this.delegate = delegate;
		this.cluster = cluster;
	}

	@Override
	public Receipt prepare(Announcement pending) {
		Receipt receipt = this.delegate.prepare(pending);
		for (EntryKey key : pending.invalidation().keys()) {
			byte[] mark = this.cluster.bytes(key);
			if (mark != null) {
				Arrays.fill(mark, ORIGIN_AT, ORIGIN_UNTIL, (byte) 0);
				this.cluster.put(key, mark, this.cluster.remaining(key));
			}
		}
		return receipt;
	}

	@Override
	public Receipt commit(Announcement committed) {
		return this.delegate.commit(committed);
	}

	@Override
	public void rollBack(Announcement rolledBack) {
		this.delegate.rollBack(rolledBack);
	}

	@Override
	public Receipt synced(Announcement synced, long incarnation) {
		return this.delegate.synced(synced, incarnation);
	}

	@Override
	public State state() {
		return this.delegate.state();
	}

	@Override
	public Position position() {
		return this.delegate.position();
	}

	@Override
	public long session() {
		return this.delegate.session();
	}

	@Override
	public @Nullable String cannotWrite() {
		return this.delegate.cannotWrite();
	}

	@Override
	public State renew(long incarnation) {
		return this.delegate.renew(incarnation);
	}

	@Override
	public List<byte[]> readFrom(long sequence, int limit) {
		return this.delegate.readFrom(sequence, limit);
	}

}
