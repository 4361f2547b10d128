package io.entitycache.read;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.entitycache.Cached;
import io.entitycache.FillRefusal;
import io.entitycache.Level;
import io.entitycache.tier.Level2.Reservation;
import io.entitycache.tier.LocalEntry;
import io.entitycache.tier.LocalTicket;
import io.entitycache.tier.LocalTier;
import io.entitycache.tier.SharedView.Position;
import org.jspecify.annotations.Nullable;

/**
 * Admits loaded values to both levels. Level 2 is asked first: when it knows of a reason
 * against a value, level 1 does not take it either.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
final class Filling<K, V> {

	/*
	 * Why level 1 listens to level 2's refusal: a writer that was killed between its
	 * commit and its announcement has left a pending mark in the slot and nothing else. A
	 * load that began after the mark was announced, and read before the commit, passes
	 * this node's fence; only the mark tells that it must not be kept. When level 2
	 * cannot be asked, a key that was announced as pending is not kept until its mark has
	 * ended, and any other gets no longer life than a disconnected node may give. A newer
	 * entry in the slot may stand where a tombstone did that we have not heard of yet:
	 * the next reader gets that one.
	 */

	private final RegionParts<K, V> parts;

	private final Room room;

	private final @Nullable HeldLeases<K> held;

	private long withoutRoom;

	private long refused;

	Filling(RegionParts<K, V> parts) {
		this(parts, Room.MADE, null);
	}

	Filling(RegionParts<K, V> parts, Room room) {
		this(parts, room, null);
	}

	/** As {@link #Filling(RegionParts)}, for what was loaded under leases. */
	Filling(RegionParts<K, V> parts, HeldLeases<K> held) {
		this(parts, Room.MADE, held);
	}

	private Filling(RegionParts<K, V> parts, Room room, @Nullable HeldLeases<K> held) {
		this.parts = parts;
		this.room = room;
		this.held = held;
	}

	/** The number of values that were not admitted. */
	long refused() {
		return this.refused;
	}

	/** The number of values that level 1 had no room for. */
	long withoutRoom() {
		return this.withoutRoom;
	}

	/**
	 * Admits what was loaded for its own sake.
	 * @param all the values
	 * @param reservations what the slots held before the load, {@code null} if nobody
	 * answered or there is no shared level
	 */
	void fill(Map<K, Cached<V>> all, @Nullable Map<K, Reservation> reservations, FillTicket ticket) {
		Map<K, Cached<V>> loaded = settled(this.parts.rule().kept(all), ticket);
		if (loaded.isEmpty()) {
			return;
		}
		// Before the question for the flux: what was announced up to here is in it.
		Position applied = this.parts.node().view().position();
		if (isInFlux(ticket)) {
			loaded.keySet().forEach((key) -> refused(FillRefusal.PENDING));
			return;
		}
		SharedRegion<K, V> shared = this.parts.shared();
		if (shared == null) {
			loaded
				.forEach((key, cached) -> fillLocal(key, cached, ticket, /* shortLived= */ false));
			return;
		}
		if (reservations == null) {
			loaded.forEach((key, cached) -> fillWithoutAnswer(shared, key, cached, ticket));
			return;
		}
		Map<K, Cached<V>> admissible = admissible(loaded, reservations);
		Map<K, FillRefusal> refusals = shared.fill(admissible, reservations, ticket.position(), applied, this.held);
		admissible.forEach((key, cached) -> {
			FillRefusal refusal = refusals.get(key);
			if (refusal == null || refusal == FillRefusal.UNAVAILABLE) {
				fillLocal(key, cached, ticket, /* shortLived= */ false);
			}
			else {
				this.refused++;
			}
		});
	}

	// A mark may stand in the slot, whose commit may have come after the load without
	// ever being announced.
	private void fillWithoutAnswer(SharedRegion<K, V> shared, K key, Cached<V> cached, FillTicket ticket) {
		if (this.parts.node().view().mayBePending(shared.slot(key), ticket.takenAt())) {
			refused(FillRefusal.PENDING);
		}
		else {
			fillLocal(key, cached, ticket, /* shortLived= */ true);
		}
	}

	/** Admits values of which nobody knew before the load that it would find them. */
	void fillPage(Map<K, Cached<V>> loaded, FillTicket ticket) {
		if (this.parts.shared() == null || ticket.reservedAt() == null) {
			fill(loaded, null, ticket);
		}
		else {
			fillByTheWay(loaded, ticket);
		}
	}

	/**
	 * Admits what a load of another region came by. There was no reservation of its own
	 * slots, so only an answer of level 2 can tell that nobody is about to commit.
	 */
	void fillByTheWay(Map<K, Cached<V>> all, FillTicket ticket) {
		SharedRegion<K, V> shared = this.parts.shared();
		Long reservedAt = ticket.reservedAt();
		if (shared == null) {
			fill(all, null, ticket);
		}
		else if (reservedAt == null || !shared.hasOneClock()) {
			this.refused += all.size();
		}
		else {
			Reservation reservation = new Reservation(Reservation.State.EMPTY, 0, 0, reservedAt);
			Map<K, Reservation> reservations = new HashMap<>();
			all.keySet().forEach((key) -> reservations.put(key, reservation));
			fillAnswered(shared, all, reservations, ticket);
		}
	}

	/**
	 * Admits what was read from a snapshot that may be older than the load.
	 * @param reservations what the slots were then, as far as it counts against the
	 * values, {@code null} if nobody answered or there is no shared level
	 * @param ticket from before the snapshot
	 */
	void fillOlder(Map<K, Cached<V>> all, @Nullable Map<K, Reservation> reservations, FillTicket ticket) {
		SharedRegion<K, V> shared = this.parts.shared();
		if (shared == null) {
			fill(all, null, ticket);
		}
		else if (reservations == null) {
			all.keySet().forEach((key) -> refused(FillRefusal.UNAVAILABLE));
		}
		else {
			fillAnswered(shared, admissible(all, reservations), reservations, ticket);
		}
	}

	/*
	 * A mark may have been set and have ended between the snapshot and whatever was seen
	 * of its slot, and the writer may have died after its commit. Only level 2 can tell,
	 * and without its answer nothing is kept.
	 */
	private void fillAnswered(SharedRegion<K, V> shared, Map<K, Cached<V>> all, Map<K, Reservation> reservations,
			FillTicket ticket) {
		Map<K, Cached<V>> loaded = settled(this.parts.rule().kept(all), ticket);
		if (loaded.isEmpty()) {
			return;
		}
		if (isInFlux(ticket)) {
			this.refused += loaded.size();
			return;
		}
		Map<K, FillRefusal> refusals = this.parts.policy().level2()
				? shared.fill(loaded, reservations, ticket.position(), ticket.position(), this.held)
				: shared.ask(loaded.keySet(), reservations, ticket.position());
		loaded.forEach((key, cached) -> {
			if (!refusals.containsKey(key)) {
				fillLocal(key, cached, ticket, /* shortLived= */ false);
			}
			else {
				this.refused++;
			}
		});
	}

	/**
	 * Admits what level 2 answered to level 1.
	 * @param askedAt this node's time when it was asked
	 */
	void copy(K key, SharedRegion.Found<V> found, FillTicket ticket, long askedAt) {
		LocalTier<K, V> local = this.parts.local();
		if (local == null) {
			return;
		}
		boolean absence = found.cached().isAbsent();
		long life = Math.min(this.parts.policy().level1Life(absence).toNanos(),
				TimeUnit.MILLISECONDS.toNanos(found.freshFor()));
		long whole = Math.min(life + this.parts.policy().graceOf(absence).toNanos(),
				TimeUnit.MILLISECONDS.toNanos(found.usableFor()));
		put(local, key,
				new LocalEntry<>(found.cached(), ticket.fence(), ticket.takenAt(), askedAt + life, askedAt + whole));
	}

	// What a replica may not have had yet is not kept, by neither level.
	private Map<K, Cached<V>> settled(Map<K, Cached<V>> loaded, FillTicket ticket) {
		if (this.parts.policy().replicaLag().isZero()) {
			return loaded;
		}
		Map<K, Cached<V>> settled = new HashMap<>();
		loaded.forEach((key, cached) -> {
			if (this.parts.fence().isSettled(key, ticket.takenAt())) {
				settled.put(key, cached);
			}
			else {
				refused(FillRefusal.SNAPSHOT);
			}
		});
		return settled;
	}

	private Map<K, Cached<V>> admissible(Map<K, Cached<V>> loaded, Map<K, Reservation> reservations) {
		Map<K, Cached<V>> admissible = new HashMap<>();
		loaded.forEach((key, cached) -> {
			Reservation reservation = reservations.get(key);
			Reservation.State state = (reservation != null) ? reservation.state() : Reservation.State.UNKNOWN;
			switch (state) {
				case PENDING -> refused(FillRefusal.PENDING);
				case UNKNOWN -> refused(FillRefusal.UNKNOWN);
				case EMPTY, ENTRY, TOMBSTONE -> admissible.put(key, cached);
			}
		});
		return admissible;
	}

	private void fillLocal(K key, Cached<V> cached, FillTicket ticket, boolean shortLived) {
		LocalTier<K, V> local = this.parts.local();
		RegionPolicy policy = this.parts.policy();
		if (local == null || !policy.remembers(cached.isAbsent())) {
			return;
		}
		if (this.room == Room.FREE && !cached.isAbsent() && !local.hasRoomFor(key)) {
			this.withoutRoom++;
			return;
		}
		// Counted from the load's begin, as its snapshot may be that old.
		long from = ticket.takenAt();
		long life = policy.level1Life(cached.isAbsent()).toNanos();
		long whole = life + policy.graceOf(cached.isAbsent()).toNanos();
		if (shortLived) {
			long longest = this.parts.node().lease().disconnectedTtl();
			life = Math.min(life, longest);
			whole = Math.min(whole, longest);
		}
		if (this.parts.node().ticker().read() - from < whole) {
			put(local, key, new LocalEntry<>(cached, ticket.fence(), from, from + life, from + whole));
		}
	}

	/** Puts what a transaction has committed in the place of what was there. */
	void replace(LocalTier<K, V> local, K key, V value, LocalTicket ticket) {
		long from = ticket.takenAt();
		long life = this.parts.policy().level1Life(/* absence= */ false).toNanos();
		long whole = life + this.parts.policy().graceOf(/* absence= */ false).toNanos();
		if (local.replace(key,
				new LocalEntry<>(new Cached<>(value), ticket.fence(), from, from + life, from + whole))) {
			this.parts.counters().puts.increment();
		}
	}

	private void put(LocalTier<K, V> local, K key, LocalEntry<V> entry) {
		if (local.fill(key, entry)) {
			this.parts.counters().puts.increment();
			return;
		}
		this.refused++;
		this.parts.counters().refusedFills.increment();
		this.parts.node().observer().fillRefused(this.parts.name(), Level.LEVEL1, FillRefusal.INVALIDATED);
	}

	private boolean isInFlux(FillTicket ticket) {
		return this.parts.node().view().isInFlux(this.parts.name(), ticket.takenAt());
	}

	private void refused(FillRefusal reason) {
		this.refused++;
		this.parts.counters().refusedFills.increment();
		this.parts.node().observer().fillRefused(this.parts.name(), Level.LEVEL2, reason);
	}

	/** Where in level 1 a value goes. */
	enum Room {

		/** Others make room for it. */
		MADE,

		/** Where room is free: nobody has asked for the value. */
		FREE

	}

}
