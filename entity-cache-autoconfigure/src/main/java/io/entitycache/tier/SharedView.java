package io.entitycache.tier;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import io.entitycache.EntryKey;

/**
 * What this node knows of the shared state: the incarnation, the last announcement it has
 * applied, when each region was last invalidated as a whole, and which regions are in
 * flux because a writer is about to commit a change to all of them.
 */
public final class SharedView {

	/*
	 * What belongs to one history is read together, so that neither a token nor an answer
	 * ever mixes the numbers of one history with the incarnation of another. A region's
	 * floor is raised before the position moves on: a token that carries the new position
	 * belongs to a load that begins after the floor is up.
	 */

	// No load that is let in takes longer than this.
	private static final long FLUX_REMEMBERED = TimeUnit.MINUTES.toNanos(15);

	private final Map<String, Map<Long, Long>> flux = new ConcurrentHashMap<>();

	private final KnownHistory known;

	private final PendingKeys pending;

	private volatile History history = new History(Position.UNKNOWN, Map.of());

	public SharedView() {
		this(new KnownHistory(), new PendingKeys());
	}

	SharedView(KnownHistory known, PendingKeys pending) {
		this.known = known;
		this.pending = pending;
	}

	/** What has been learned of the history, be it part of this view or not. */
	public KnownHistory known() {
		return this.known;
	}

	/** Where this node stands in the announcements it has applied. */
	public Position position() {
		return this.history.position();
	}

	/**
	 * Starts over from a state that was read as a whole.
	 * @param floors the sequence that last touched each region
	 * @param flux by region and transaction, when its flux ends, in nanoseconds
	 */
	public synchronized void reset(Position position, Map<String, Long> floors, Map<String, Map<Long, Long>> flux) {
		flux.forEach((region, transactions) -> this.flux.put(region, new ConcurrentHashMap<>(transactions)));
		this.flux.keySet().retainAll(flux.keySet());
		Map<String, Long> all = new ConcurrentHashMap<>(floors);
		History before = this.history;
		if (before.position().incarnation() == position.incarnation()) {
			// What was raised while the state was on its way is not in it.
			before.floors().forEach((region, floor) -> all.merge(region, floor, Math::max));
		}
		this.history = new History(position, all);
	}

	/** Every announcement up to that sequence has been applied. */
	public synchronized void applied(long sequence) {
		History current = this.history;
		this.history = new History(new Position(current.position().incarnation(), sequence), current.floors());
	}

	/** Entries of the region with a lower sequence of this incarnation are stale. */
	public synchronized void raiseFloor(String region, long incarnation, long sequence) {
		History current = this.history;
		if (incarnation != 0 && incarnation == current.position().incarnation()) {
			current.floors().merge(region, sequence, Math::max);
		}
	}

	/** A transaction is about to change the whole region; nobody fills it until then. */
	public void enterFlux(String region, long transaction, long until) {
		this.flux.compute(region, (name, known) -> {
			Map<Long, Long> transactions = (known != null) ? known : new ConcurrentHashMap<>();
			transactions.values().removeIf((end) -> until - end >= FLUX_REMEMBERED);
			transactions.put(transaction, until);
			return transactions;
		});
	}

	/** The transaction's change of the region has ended. */
	public void leaveFlux(String region, long transaction) {
		this.flux.computeIfPresent(region, (name, transactions) -> {
			transactions.remove(transaction);
			return transactions.isEmpty() ? null : transactions;
		});
	}

	/**
	 * Whether some transaction is, or was at that time, about to change the whole region,
	 * and has not told how it ended. A load that began at that time must not be kept: a
	 * flux that ends without a word may be that of a writer which committed and was
	 * killed.
	 */
	public boolean isInFlux(String region, long time) {
		Map<Long, Long> transactions = this.flux.get(region);
		return transactions != null && transactions.values().stream().anyMatch((until) -> time - until < 0);
	}

	/**
	 * A transaction is about to commit a change of the key: until then a pending mark may
	 * stand in its slot.
	 */
	public void enterPending(EntryKey key, long until) {
		this.pending.enter(key, until);
	}

	/** As {@link #enterPending}, of all keys: earlier announcements are not known. */
	public void enterPendingOfAll(long until) {
		this.pending.enterAll(until);
	}

	/**
	 * Whether a pending mark may have stood in the key's slot at that time. What was
	 * loaded from then on must not be kept unless the shared level says that there was
	 * none. Errs on the side of {@code true}.
	 */
	public boolean mayBePending(EntryKey key, long time) {
		return this.pending.isPending(key, time);
	}

	/** Whether an entry of the region that carries this origin may be believed. */
	public boolean believes(String region, long incarnation, long sequence) {
		History current = this.history;
		return incarnation != 0 && incarnation == current.position().incarnation()
				&& sequence >= current.floors().getOrDefault(region, 0L);
	}

	/**
	 * A point in the shared history.
	 *
	 * @param incarnation the history, 0 if none is known
	 * @param sequence the last announcement
	 */
	public record Position(long incarnation, long sequence) {

		/** Nothing is known. */
		public static final Position UNKNOWN = new Position(0, 0);

	}

	/** A position with the floors that belong to it. */
	private record History(Position position, Map<String, Long> floors) {
	}

}
