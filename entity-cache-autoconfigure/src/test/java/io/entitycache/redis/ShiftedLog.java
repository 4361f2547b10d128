package io.entitycache.redis;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.AnnouncementLog;
import org.jspecify.annotations.Nullable;

/** A log whose server's clock seems to be ahead. */
record ShiftedLog(AnnouncementLog delegate, AtomicLong shift) implements AnnouncementLog {

	@Override
	public Receipt prepare(Announcement pending) {
		return this.delegate.prepare(pending);
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
		return shifted(this.delegate.state());
	}

	@Override
	public Position position() {
		Position position = this.delegate.position();
		return new Position(position.incarnation(), position.sequence(), position.nonce(),
				position.serverTime() + this.shift.get());
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
		return shifted(this.delegate.renew(incarnation));
	}

	private State shifted(State state) {
		Map<String, Map<Long, Long>> flux = new HashMap<>();
		state.flux().forEach((region, ends) -> {
			Map<Long, Long> shifted = new HashMap<>();
			ends.forEach((transaction, end) -> shifted.put(transaction, end + this.shift.get()));
			flux.put(region, shifted);
		});
		return new State(state.incarnation(), state.sequence(), state.serverTime() + this.shift.get(), state.regions(),
				state.tables(), flux);
	}

	@Override
	public List<byte[]> readFrom(long sequence, int limit) {
		return this.delegate.readFrom(sequence, limit);
	}

}
