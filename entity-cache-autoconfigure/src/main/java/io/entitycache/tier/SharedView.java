package io.entitycache.tier;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this node knows of the shared state: the incarnation, the last announcement it has
 * applied, when each region was last invalidated as a whole, and which regions are in
 * flux because a writer is about to commit a change to all of them.
 */
public final class SharedView {

	/*
	 * Incarnation and sequence are read together, so that a token never mixes the
	 * sequence of one history with the incarnation of another. A region's floor is raised
	 * before the position moves on: a token that carries the new position belongs to a
	 * load that begins after the floor is up.
	 */

	private final Map<String, Long> floors = new ConcurrentHashMap<>();

	private final Map<String, Map<Long, Long>> flux = new ConcurrentHashMap<>();

	private volatile Position position = Position.UNKNOWN;

	/** Where this node stands in the announcements it has applied. */
	public Position position() {
		return this.position;
	}

	/**
	 * Starts over from a state that was read as a whole.
	 * @param floors the sequence that last touched each region
	 * @param flux by region and transaction, when its flux ends, in nanoseconds
	 */
	public synchronized void reset(Position position, Map<String, Long> floors, Map<String, Map<Long, Long>> flux) {
		this.position = Position.UNKNOWN;
		this.floors.clear();
		this.floors.putAll(floors);
		this.flux.clear();
		flux.forEach((region, transactions) -> this.flux.put(region, new ConcurrentHashMap<>(transactions)));
		this.position = position;
	}

	/** Every announcement up to that sequence has been applied. */
	public synchronized void applied(long sequence) {
		this.position = new Position(this.position.incarnation(), sequence);
	}

	/** Entries of the region with a lower sequence of this incarnation are stale. */
	public synchronized void raiseFloor(String region, long incarnation, long sequence) {
		if (incarnation == this.position.incarnation()) {
			this.floors.merge(region, sequence, Math::max);
		}
	}

	/** A transaction is about to change the whole region; nobody fills it until then. */
	public void enterFlux(String region, long transaction, long until) {
		this.flux.computeIfAbsent(region, (name) -> new ConcurrentHashMap<>()).put(transaction, until);
	}

	/** The transaction's change of the region has ended. */
	public void leaveFlux(String region, long transaction) {
		this.flux.computeIfPresent(region, (name, transactions) -> {
			transactions.remove(transaction);
			return transactions.isEmpty() ? null : transactions;
		});
	}

	/** Whether some transaction is about to change the whole region. */
	public boolean isInFlux(String region, long now) {
		Map<Long, Long> transactions = this.flux.get(region);
		if (transactions == null) {
			return false;
		}
		transactions.values().removeIf((until) -> now - until >= 0);
		return !transactions.isEmpty();
	}

	/** Whether an entry of the region that carries this origin may be believed. */
	public boolean believes(String region, long incarnation, long sequence) {
		return incarnation != 0 && incarnation == this.position.incarnation()
				&& sequence >= this.floors.getOrDefault(region, 0L);
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

}
