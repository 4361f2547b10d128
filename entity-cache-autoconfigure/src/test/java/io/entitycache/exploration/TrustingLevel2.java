package io.entitycache.exploration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.EntryKey;
import io.entitycache.tier.Level2;
import org.jspecify.annotations.Nullable;

/** A level 2 that takes every load for later than the tombstone its reservation saw. */
final class TrustingLevel2 implements Level2 {

	private final Level2 delegate;

	private final Map<EntryKey, Reservation> seen = new HashMap<>();

	TrustingLevel2(Level2 delegate) {
		this.delegate = delegate;
	}

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		return this.delegate.read(slots);
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		List<Reservation> reservations = this.delegate.reserve(slots);
		for (int i = 0; i < slots.size(); i++) {
			this.seen.put(slots.get(i), reservations.get(i));
		}
		return reservations;
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		List<Fill> trusted = new ArrayList<>();
		for (Fill fill : fills) {
			Reservation reservation = this.seen.get(fill.slot());
			boolean tombstone = reservation != null && reservation.state() == Reservation.State.TOMBSTONE;
			trusted.add(new Fill(fill.slot(), fill.frame(), fill.incarnation(), fill.sequence(),
					tombstone ? reservation.sequence() : 0, fill.reservedAt(), fill.timeToLive()));
		}
		return this.delegate.fill(trusted);
	}

	@Override
	public boolean hasOneClock() {
		return this.delegate.hasOneClock();
	}

}
