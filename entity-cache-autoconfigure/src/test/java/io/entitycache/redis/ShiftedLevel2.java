package io.entitycache.redis;

import java.time.Duration;
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
		return this.delegate.reserve(slots).stream().map(this::shifted).toList();
	}

	@Override
	public List<Claim> claim(List<EntryKey> slots, LoadLease lease, boolean overEntries) {
		return this.delegate.claim(slots, lease, overEntries)
			.stream()
			.map((claim) -> new Claim(shifted(claim.reservation()), claim.right()))
			.toList();
	}

	private Reservation shifted(Reservation seen) {
		return new Reservation(seen.state(), seen.incarnation(), seen.sequence(), seen.serverTime() + this.shift.get());
	}

	@Override
	public void release(List<EntryKey> slots, LoadLease lease, Duration free) {
		this.delegate.release(slots, lease, free);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills, LoadLease lease) {
		return this.delegate.fill(fills.stream().map(this::shifted).toList(), lease);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		return this.delegate.fill(fills.stream().map(this::shifted).toList());
	}

	private Fill shifted(Fill fill) {
		return new Fill(fill.slot(), fill.frame(), fill.incarnation(), fill.sequence(), fill.tombstoneSeen(),
				fill.reservedAt() - this.shift.get(), fill.timeToLive());
	}

	@Override
	public boolean hasOneClock() {
		return this.delegate.hasOneClock();
	}

}
