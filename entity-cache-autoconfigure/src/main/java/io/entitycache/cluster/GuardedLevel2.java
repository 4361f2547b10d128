package io.entitycache.cluster;

import java.time.Duration;
import java.util.List;

import io.entitycache.EntryKey;
import io.entitycache.tier.Level2;
import org.jspecify.annotations.Nullable;

/** Slots that are used only if they are those of this node's database. */
final class GuardedLevel2 implements Level2 {

	private final Level2 level2;

	private final DatabaseGuard guard;

	GuardedLevel2(Level2 level2, DatabaseGuard guard) {
		this.level2 = level2;
		this.guard = guard;
	}

	@Override
	public List<byte @Nullable []> read(List<EntryKey> slots) {
		this.guard.requireClaim();
		return this.level2.read(slots);
	}

	@Override
	public List<Reservation> reserve(List<EntryKey> slots) {
		this.guard.requireClaim();
		return this.level2.reserve(slots);
	}

	@Override
	public List<Claim> claim(List<EntryKey> slots, LoadLease lease, boolean overEntries) {
		this.guard.requireClaim();
		return this.level2.claim(slots, lease, overEntries);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills, LoadLease lease) {
		this.guard.requireClaim();
		return this.level2.fill(fills, lease);
	}

	@Override
	public void release(List<EntryKey> slots, LoadLease lease, Duration free) {
		this.guard.requireClaim();
		this.level2.release(slots, lease, free);
	}

	@Override
	public List<FillOutcome> fill(List<Fill> fills) {
		this.guard.requireClaim();
		return this.level2.fill(fills);
	}

	@Override
	public boolean hasOneClock() {
		return this.level2.hasOneClock();
	}

}
