package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.entitycache.EntryKey;
import io.entitycache.fixtures.InMemoryCluster;
import io.entitycache.tier.Level2;
import org.jspecify.annotations.Nullable;

/** A level 2 that stores what it has reason to refuse. */
final class CredulousLevel2 implements Level2 {

	private final Level2 delegate;

	private final InMemoryCluster cluster;

	private final Predicate<Refusal> ignored;

	private CredulousLevel2(Level2 delegate, InMemoryCluster cluster, Predicate<Refusal> ignored) {
		this.delegate = delegate;
		this.cluster = cluster;
		this.ignored = ignored;
	}

	/** Stores over tombstones that are newer than the load. */
	static Level2 ignoringTombstones(Level2 delegate, InMemoryCluster cluster) {
		return new CredulousLevel2(delegate, cluster, (refusal) -> refusal.outcome() == FillOutcome.INVALIDATED);
	}

	/** Stores over pending marks. */
	static Level2 ignoringMarks(Level2 delegate, InMemoryCluster cluster) {
		return new CredulousLevel2(delegate, cluster,
				(refusal) -> refusal.outcome() == FillOutcome.PENDING && refusal.now() == Reservation.State.PENDING);
	}

	/** Stores what was loaded under a mark that has ended since. */
	static Level2 ignoringEndedMarks(Level2 delegate, InMemoryCluster cluster) {
		return new CredulousLevel2(delegate, cluster,
				(refusal) -> refusal.outcome() == FillOutcome.PENDING && refusal.now() != Reservation.State.PENDING);
	}

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		return this.delegate.read(slots);
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		return this.delegate.reserve(slots);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		List<FillOutcome> outcomes = new ArrayList<>();
		for (Fill fill : fills) {
			FillOutcome outcome = this.delegate.fill(List.of(fill)).get(0);
			Reservation now = this.delegate.reserve(List.of(fill.slot())).get(0);
			if (this.ignored.test(new Refusal(outcome, now.state()))) {
				this.cluster.put(fill.slot(), fill.frame(), fill.timeToLive());
				outcome = FillOutcome.STORED;
			}
			outcomes.add(outcome);
		}
		return outcomes;
	}

	@Override
	public boolean hasOneClock() {
		return this.delegate.hasOneClock();
	}

	private record Refusal(FillOutcome outcome, Reservation.State now) {
	}

}
