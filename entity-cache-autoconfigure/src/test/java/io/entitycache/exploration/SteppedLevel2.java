package io.entitycache.exploration;

import java.util.List;
import java.util.Objects;

import io.entitycache.EntryKey;
import io.entitycache.tier.Level2;
import org.jspecify.annotations.Nullable;

/** One node's way to level 2: each call is a step. */
final class SteppedLevel2 implements Level2 {

	private final Level2 delegate;

	private final SteppedBoundary boundary;

	SteppedLevel2(Level2 delegate, SteppedBoundary boundary) {
		this.delegate = delegate;
		this.boundary = boundary;
	}

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		this.boundary.step("read level 2", this.boundary.outside().readingRedis());
		List<byte @Nullable []> answer = this.delegate.read(slots);
		if (answer.stream().anyMatch(Objects::nonNull)) {
			this.boundary.answer("use level 2's answer");
		}
		return answer;
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		this.boundary.step("reserve", this.boundary.outside().readingRedis());
		return this.delegate.reserve(slots);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		this.boundary.step("fill level 2", this.boundary.outside().writingRedis());
		List<FillOutcome> outcomes = this.delegate.fill(fills);
		this.boundary.answer("fill level 1");
		return outcomes;
	}

	@Override
	public boolean hasOneClock() {
		return this.delegate.hasOneClock();
	}

}
