package io.entitycache.read;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;

import io.entitycache.Cached;
import io.entitycache.EntryKey;
import io.entitycache.FillRefusal;
import io.entitycache.KeyCodec;
import io.entitycache.Level;
import io.entitycache.ValueCodec;
import io.entitycache.tier.Level2;
import io.entitycache.tier.Level2.Claim;
import io.entitycache.tier.Level2.Fill;
import io.entitycache.tier.Level2.FillOutcome;
import io.entitycache.tier.Level2.Reservation;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView.Position;
import io.entitycache.tier.SlotFrame;
import io.entitycache.tier.UnreadableFrameException;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;
import org.springframework.util.CollectionUtils;

/**
 * One region of the shared level: its keys and values in their byte form, and whether
 * what it holds may be believed. What cannot be read or believed is a miss.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
final class SharedRegion<K, V> {

	static final int MAXIMUM_KEY = 1024;

	static final int MAXIMUM_VALUE = 1024 * 1024;

	private final String region;

	private final KeyCodec<K> keys;

	private final ValueCodec<V> values;

	private final RegionPolicy policy;

	private final NodeContext node;

	private final SharedTier shared;

	private final RegionCounters counters;

	SharedRegion(String region, KeyCodec<K> keys, ValueCodec<V> values, RegionPolicy policy, NodeContext node,
			SharedTier shared, RegionCounters counters) {
		this.region = region;
		this.keys = keys;
		this.values = values;
		this.policy = policy;
		this.node = node;
		this.shared = shared;
		this.counters = counters;
	}

	EntryKey slot(K key) {
		return new EntryKey(this.region, this.keys.encode(key));
	}

	/**
	 * What the shared level has for the keys and may be believed, fresh or within its
	 * grace.
	 */
	Map<K, Found<V>> find(Collection<K> keys, long now) {
		Map<K, Found<V>> found = CollectionUtils.newHashMap(keys.size());
		find(keys, now, found::put);
		return found;
	}

	/** As {@link #find(Collection, long)}, of one key. */
	@Nullable Found<V> look(K key, long now) {
		if (!mayAsk(now)) {
			return null;
		}
		EntryKey slot = slot(key);
		List<byte @Nullable []> answers = isSharable(slot) ? this.shared.read(List.of(slot)) : null;
		byte[] bytes = (answers != null) ? answers.get(0) : null;
		return (bytes != null) ? understand(key, slot, bytes, this.node.serverClock().now(now)) : null;
	}

	/** As {@link #find(Collection, long)}, key by key. */
	void find(Collection<K> keys, long now, BiConsumer<K, Found<V>> action) {
		Question<K> question = question(keys, now);
		List<byte @Nullable []> answers = question.isEmpty() ? null : this.shared.read(question.slots());
		if (answers != null) {
			understand(question, answers, now, action);
		}
	}

	/** What there is to ask the shared level for these keys, which may be nothing. */
	Question<K> question(Collection<K> keys, long now) {
		if (!mayAsk(now)) {
			return Question.none();
		}
		List<K> asked = new ArrayList<>(keys.size());
		List<EntryKey> slots = new ArrayList<>(keys.size());
		for (K key : keys) {
			EntryKey slot = slot(key);
			if (isSharable(slot)) {
				asked.add(key);
				slots.add(slot);
			}
		}
		return new Question<>(asked, slots);
	}

	private boolean mayAsk(long now) {
		return this.policy.level2() && this.node.lease().isTrusted(now) && !this.node.view().isInFlux(this.region, now)
		// Otherwise nobody can tell what has expired.
				&& this.node.serverClock().now(now) >= 0;
	}

	/**
	 * The keys of those values that the shared level does not have, or has otherwise;
	 * {@code null} if it does not answer for all of them. It may know nothing of an
	 * absence.
	 */
	@Nullable List<K> contradicted(Map<K, Cached<V>> held, long now) {
		Question<K> question = question(held.keySet(), now);
		List<byte @Nullable []> answers = question.isEmpty() ? null : this.shared.read(question.slots());
		if (answers == null || question.keys().size() < held.size()) {
			return null;
		}
		Map<K, Found<V>> found = understand(question, answers, now);
		return question.keys().stream().filter((key) -> {
			Found<V> answer = found.get(key);
			Cached<V> cached = Objects.requireNonNull(held.get(key));
			return (answer != null) ? !answer.cached().equals(cached) : !cached.isAbsent();
		}).toList();
	}

	/**
	 * As {@link #find}, of answers that somebody else has asked for.
	 * @param now this node's time when it was asked
	 */
	Map<K, Found<V>> understand(Question<K> question, List<byte @Nullable []> answers, long now) {
		Map<K, Found<V>> found = CollectionUtils.newHashMap(answers.size());
		understand(question, answers, now, found::put);
		return found;
	}

	private void understand(Question<K> question, List<byte @Nullable []> answers, long now,
			BiConsumer<K, Found<V>> action) {
		long serverNow = this.node.serverClock().now(now);
		for (int i = 0; i < answers.size(); i++) {
			byte[] bytes = answers.get(i);
			K key = question.keys().get(i);
			@Nullable Found<V> answer = (bytes != null) ? understand(key, question.slots().get(i), bytes, serverNow) : null;
			if (answer != null) {
				action.accept(key, answer);
			}
		}
	}

	private @Nullable Found<V> understand(K key, EntryKey slot, byte[] bytes, long serverNow) {
		SlotFrame.Kind kind = SlotFrame.kindOf(bytes);
		if (kind == SlotFrame.Kind.TOMBSTONE || kind == SlotFrame.Kind.PENDING) {
			return null;
		}
		try {
			SlotFrame.Entry entry = SlotFrame.read(bytes, slot, this.values.fingerprint());
			if (!this.node.view().believes(this.region, entry.incarnation(), entry.sequence())
					|| entry.deadUntil() <= serverNow || !this.policy.remembers(entry.isAbsence())) {
				return null;
			}
			Cached<V> cached = entry.isAbsence() ? Cached.absent() : new Cached<>(valueOf(key, entry));
			return new Found<>(cached, entry.freshUntil() - serverNow, entry.deadUntil() - serverNow);
		}
		catch (RuntimeException ex) {
			this.counters.unreadable.increment();
			this.node.observer().unreadable(this.region, reasonOf(ex));
			return null;
		}
	}

	// A frame is that of its slot; what is in it may still be of another key.
	private V valueOf(K key, SlotFrame.Entry entry) {
		V value = entry.value(this.values);
		Object own = (key instanceof TenantKey<?> ofTenant) ? ofTenant.key() : key;
		Assert.isTrue(this.values.isOf(own, value), "The payload is of another key");
		return value;
	}

	private static String reasonOf(RuntimeException failure) {
		return (failure instanceof UnreadableFrameException frame) ? frame.reason().name() : "PAYLOAD";
	}

	/** Looks at the keys' slots before a load; {@code null} if nobody answered. */
	@Nullable Map<K, Reservation> reserve(Collection<K> keys) {
		List<K> asked = List.copyOf(keys);
		List<EntryKey> slots = asked.stream().map(this::slot).toList();
		List<Reservation> reservations = this.shared.reserve(slots);
		if (reservations == null) {
			return null;
		}
		Map<K, Reservation> byKey = new HashMap<>();
		for (int i = 0; i < asked.size(); i++) {
			byKey.put(asked.get(i), reservations.get(i));
		}
		return byKey;
	}

	/**
	 * Whether the answer that another process would store could be found here; elsewhere
	 * nobody must wait for it.
	 */
	boolean canShareLoads(Collection<K> keys, long now) {
		return this.node.view().position().incarnation() != 0 && !this.shared.isUnderLeases()
				&& question(keys, now).slots().size() == keys.size();
	}

	/**
	 * As {@link #reserve}, and takes the leases of those keys that nobody loads.
	 * @param overEntries whether also of keys that the shared level has an entry of
	 */
	@Nullable Map<K, Claim> claim(Collection<K> keys, HeldLeases<K> held, boolean overEntries) {
		List<K> asked = List.copyOf(keys);
		List<Claim> claims = this.shared.claim(asked.stream().map(this::slot).toList(), held.lease(), overEntries);
		if (claims == null) {
			return null;
		}
		Map<K, Claim> byKey = new HashMap<>();
		for (int i = 0; i < asked.size(); i++) {
			byKey.put(asked.get(i), claims.get(i));
			if (claims.get(i).right() == Claim.Right.OWN) {
				held.add(asked.get(i));
			}
		}
		return byKey;
	}

	/** Runs a load under leases. */
	void underLeases(Runnable load) {
		this.shared.underLeases(load);
	}

	/**
	 * Gives the leases up.
	 * @param free how long everybody is free to load then
	 */
	void release(List<K> keys, HeldLeases<K> held, Duration free) {
		if (!keys.isEmpty()) {
			this.shared.release(keys.stream().map(this::slot).toList(), held.lease(), free);
		}
	}

	/**
	 * Offers loaded values to the shared level.
	 * @param held leases that are given up with it, {@code null} if there are none
	 * @return per key why it was refused, or nothing if it is there; a key that was not
	 * offered is refused as {@link FillRefusal#UNAVAILABLE}, which says nothing against
	 * the value
	 */
	Map<K, FillRefusal> fill(Map<K, Cached<V>> loaded, Map<K, Reservation> reservations, Position position,
			Position applied, @Nullable HeldLeases<K> held) {
		List<K> offered = new ArrayList<>();
		List<Fill> fills = new ArrayList<>();
		Map<K, FillRefusal> refusals = new HashMap<>();
		loaded.forEach((key, cached) -> {
			Fill fill = offer(key, cached, reservations.get(key), position, applied);
			if (fill != null) {
				offered.add(key);
				fills.add(fill);
			}
			else {
				refusals.put(key, FillRefusal.UNAVAILABLE);
			}
		});
		refusals.putAll(refusals(offered, fill(offered, fills, held)));
		return refusals;
	}

	/**
	 * Whether values of this region may be kept by level 1 if the shared level keeps none
	 * of them.
	 * @param reservations of each of them
	 * @return per key why not
	 */
	Map<K, FillRefusal> ask(Collection<K> wanted, Map<K, Reservation> reservations, Position position) {
		List<K> asked = new ArrayList<>();
		List<Fill> questions = new ArrayList<>();
		Map<K, FillRefusal> refusals = new HashMap<>();
		for (K key : wanted) {
			EntryKey slot = slot(key);
			Reservation reservation = reservations.get(key);
			if (reservation != null && position.incarnation() != 0 && isSharable(slot)) {
				asked.add(key);
				questions
					.add(Fill.question(slot, position.incarnation(), position.sequence(), reservation.serverTime()));
			}
			else {
				refusals.put(key, FillRefusal.UNAVAILABLE);
			}
		}
		refusals.putAll(refusals(asked, fill(asked, questions, null)));
		return refusals;
	}

	private Map<K, FillRefusal> refusals(List<K> offered, @Nullable List<FillOutcome> outcomes) {
		Map<K, FillRefusal> refusals = new HashMap<>();
		for (int i = 0; i < offered.size(); i++) {
			FillRefusal refusal = (outcomes != null) ? refusal(outcomes.get(i)) : FillRefusal.UNAVAILABLE;
			if (refusal != null) {
				refusals.put(offered.get(i), refusal);
				refused(refusal);
			}
		}
		return refusals;
	}

	private @Nullable List<FillOutcome> fill(List<K> offered, List<Fill> fills, @Nullable HeldLeases<K> held) {
		if (fills.isEmpty()) {
			return List.of();
		}
		if (held == null || held.isEmpty()) {
			return this.shared.fill(fills);
		}
		held.remove(offered);
		return this.shared.fill(fills, held.lease());
	}

	private @Nullable Fill offer(K key, Cached<V> cached, @Nullable Reservation reservation, Position position,
			Position applied) {
		EntryKey slot = slot(key);
		Duration life = this.policy.level2Life(cached.isAbsent());
		Duration whole = life.plus(this.policy.graceOf(cached.isAbsent()));
		if (!this.policy.level2() || reservation == null || position.incarnation() == 0 || !isSharable(slot)
				|| !this.policy.remembers(cached.isAbsent()) || whole.toMillis() <= 0) {
			return null;
		}
		long reservedAt = reservation.serverTime();
		byte[] frame = encode(slot, cached, position, reservedAt + life.toMillis(), reservedAt + whole.toMillis());
		return (frame == null) ? null : new Fill(slot, frame, position.incarnation(), position.sequence(),
				tombstoneSeen(reservation, position, applied), reservedAt, whole);
	}

	private byte @Nullable [] encode(EntryKey slot, Cached<V> cached, Position position, long freshUntil,
			long deadUntil) {
		V value = cached.value();
		if (value == null) {
			return SlotFrame.entry(slot, position.incarnation(), position.sequence(), freshUntil, deadUntil,
					this.values.fingerprint(), null);
		}
		try {
			byte[] frame = SlotFrame.entry(slot, position.incarnation(), position.sequence(), freshUntil, deadUntil,
					this.values, value);
			if (SlotFrame.payloadLength(frame) <= MAXIMUM_VALUE) {
				return frame;
			}
			refused(FillRefusal.SIZE);
			return null;
		}
		catch (RuntimeException ex) {
			// The value is good; it only has no byte form.
			this.node.observer().sharedLevelFailed("encode", ex);
			return null;
		}
	}

	// Only a tombstone whose announcement this node has applied by now: of an earlier
	// one, which it has not heard of either, the whole region may be in flux, and an
	// entry with the tombstone's sequence would pass for one that was loaded after that.
	private static long tombstoneSeen(Reservation reservation, Position position, Position applied) {
		boolean seen = reservation.state() == Reservation.State.TOMBSTONE
				&& reservation.incarnation() == position.incarnation() && isApplied(reservation, applied);
		return seen ? reservation.sequence() : 0;
	}

	private static boolean isApplied(Reservation tombstone, Position applied) {
		return tombstone.incarnation() == applied.incarnation() && tombstone.sequence() <= applied.sequence();
	}

	private boolean isSharable(EntryKey slot) {
		return slot.key().length() <= MAXIMUM_KEY && !this.shared.owes(slot);
	}

	private static @Nullable FillRefusal refusal(FillOutcome outcome) {
		return switch (outcome) {
			case STORED -> null;
			case OLDER -> FillRefusal.OLDER;
			case PENDING -> FillRefusal.PENDING;
			case INVALIDATED -> FillRefusal.INVALIDATED;
			case LATE -> FillRefusal.LATE;
			case UNKNOWN -> FillRefusal.UNKNOWN;
		};
	}

	private void refused(FillRefusal refusal) {
		this.counters.refusedFills.increment();
		this.node.observer().fillRefused(this.region, Level.LEVEL2, refusal);
	}

	/**
	 * The time of the server that the key's slot is on, in milliseconds; {@code null} if
	 * nobody answered.
	 */
	@Nullable Long time(EntryKey slot) {
		List<Reservation> reservations = this.shared.reserve(List.of(slot));
		return (reservations != null) ? reservations.get(0).serverTime() : null;
	}

	/** As {@link Level2#hasOneClock}. */
	boolean hasOneClock() {
		return this.shared.hasOneClock();
	}

	/**
	 * An entry of the shared level.
	 *
	 * @param cached what it says
	 * @param freshFor time it is still fresh, in milliseconds; not positive if it is
	 * within its grace
	 * @param usableFor time it may still be used, in milliseconds
	 * @param <V> the value's type
	 */
	record Found<V>(Cached<V> cached, long freshFor, long usableFor) {

		boolean isFresh() {
			return this.freshFor > 0;
		}

	}

	/**
	 * What the shared level is asked.
	 *
	 * @param keys the keys
	 * @param slots their slots, in the same order
	 * @param <K> the keys' type
	 */
	record Question<K>(List<K> keys, List<EntryKey> slots) {

		static <K> Question<K> none() {
			return new Question<>(List.of(), List.of());
		}

		boolean isEmpty() {
			return this.slots.isEmpty();
		}

	}

}
