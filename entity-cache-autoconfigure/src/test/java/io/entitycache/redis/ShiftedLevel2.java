package io.entitycache.redis;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.entitycache.EntryKey;
import io.entitycache.tier.Level2;
import org.jspecify.annotations.Nullable;

/** A level 2 whose server's clock seems to be ahead. */
record ShiftedLevel2(Level2 delegate, AtomicLong shift) implements Level2 {

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		return this.delegate.read(slots);
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		return this.delegate.reserve(slots)
			.stream()
			.map((seen) -> new Reservation(seen.state(), seen.incarnation(), seen.sequence(),
					seen.serverTime() + this.shift.get()))
			.toList();
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		return this.delegate.fill(fills.stream()
			.map((fill) -> new Fill(fill.slot(), fill.frame(), fill.incarnation(), fill.sequence(),
					fill.tombstoneSeen(), fill.reservedAt() - this.shift.get(), fill.timeToLive()))
			.toList());
	}

	@Override
	public boolean hasOneClock() {
		return this.delegate.hasOneClock();
	}

}
