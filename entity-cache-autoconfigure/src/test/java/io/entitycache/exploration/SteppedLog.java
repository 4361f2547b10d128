package io.entitycache.exploration;

import java.util.List;
import java.util.function.Supplier;

import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.tier.SharedLevelException;
import org.jspecify.annotations.Nullable;

/** One node's way to the announcements: each call is a step, which may fail. */
final class SteppedLog implements AnnouncementLog {

	private static final int FAILS = 1;

	private static final int LOSES_ITS_ANSWER = 2;

	private final AnnouncementLog delegate;

	private final SteppedBoundary boundary;

	private final Postman postman;

	private int faults;

	SteppedLog(AnnouncementLog delegate, SteppedBoundary boundary, Postman postman) {
		this.delegate = delegate;
		this.boundary = boundary;
		this.postman = postman;
	}

	/** As many calls of a writer may fail, or succeed without an answer. */
	void faults(int calls) {
		this.faults = calls;
	}

	@Override
	public Receipt prepare(Announcement pending) {
		return write("prepare", pending, () -> this.delegate.prepare(pending));
	}

	@Override
	public Receipt commit(Announcement committed) {
		return write("announce", committed, () -> this.delegate.commit(committed));
	}

	@Override
	public void rollBack(Announcement rolledBack) {
		write("withdraw", rolledBack, () -> {
			this.delegate.rollBack(rolledBack);
			return true;
		});
	}

	@Override
	public Receipt synced(Announcement synced, long incarnation) {
		return write("synced", synced, () -> this.delegate.synced(synced, incarnation));
	}

	private <T> T write(String name, Announcement announcement, Supplier<T> call) {
		// Without faults and regions nothing in the node changes when a prepare is
		// answered.
		boolean simple = announcement.kind() == Kind.PENDING && this.faults == 0;
		Footprint footprint = (simple ? this.boundary.outside() : this.boundary.inside()).writingRedis()
			.and(this.postman.footprint());
		int variant = this.boundary.step(new Participant.Step(name, footprint, (this.faults > 0) ? 3 : 1, () -> true));
		if (variant == FAILS) {
			this.faults--;
			throw new SharedLevelException("Failed on demand");
		}
		T answer = call.get();
		this.postman.collect(announcement);
		if (variant == LOSES_ITS_ANSWER) {
			this.faults--;
			throw new SharedLevelException("The answer was lost on demand");
		}
		if (!announcement.invalidation().regions().isEmpty()) {
			this.boundary.answer(name + " answered");
		}
		return answer;
	}

	@Override
	public State state() {
		this.boundary.step("read the state", this.boundary.outside().writingRedis());
		State state = this.delegate.state();
		this.boundary.answer("use the state");
		return state;
	}

	@Override
	public Position position() {
		this.boundary.step("ask for the position", this.boundary.outside().readingRedis());
		Position position = this.delegate.position();
		this.boundary.answer("use the position");
		return position;
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
		this.boundary.step("renew", this.boundary.outside().writingRedis());
		return this.delegate.renew(incarnation);
	}

	@Override
	public List<byte[]> readFrom(long sequence, int limit) {
		this.boundary.step("read the log", this.boundary.outside().readingRedis());
		List<byte[]> messages = this.delegate.readFrom(sequence, limit);
		this.boundary.answer("use the log");
		return messages;
	}

	/** Takes what has been announced to the nodes. */
	interface Postman {

		void collect(Announcement announcement);

		/** What it touches when it does. */
		Footprint footprint();

	}

}
