package io.entitycache.invalidation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Ticker;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationRejectedException;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.Announcement.Kind;
import io.entitycache.cluster.AnnouncementLog;
import io.entitycache.cluster.AnnouncementLog.Receipt;
import io.entitycache.tier.Debt;
import io.entitycache.tier.SharedLevelException;
import io.entitycache.tier.SharedTier;
import io.entitycache.tier.SharedView;
import io.entitycache.tier.SharedView.Position;
import io.entitycache.transaction.Assumption;
import org.jspecify.annotations.Nullable;

/** The shared level's part of the write path. Only {@link #prepare} can throw. */
public final class SharedInvalidation {

	private final long nodeId;

	private final AnnouncementLog log;

	private final SharedTier shared;

	private final SharedView view;

	private final Debt debt;

	private final Ticker ticker;

	private final Duration pendingLife;

	private final Predicate<String> strict;

	private final boolean rejectUnreachable;

	private final OpenAssumptions assumptions = new OpenAssumptions();

	/*
	 * Transactions that have been told of before their commit; one per live transaction.
	 * A session that is given up never tells the end of its own, so that they are
	 * forgotten when their marks have ended.
	 */

	private final Map<Long, Prepared> prepared = new ConcurrentHashMap<>();

	/**
	 * Creates the shared part.
	 * @param nodeId this node's random id, by which it knows its own announcements
	 * @param pendingLife how long a transaction may take from here to its commit
	 * @param strict the regions whose changes are told of before the commit
	 * @param rejectUnreachable whether a transaction fails that cannot be told of
	 */
	public SharedInvalidation(long nodeId, AnnouncementLog log, SharedTier shared, SharedView view, Debt debt,
			Ticker ticker, Duration pendingLife, Predicate<String> strict, boolean rejectUnreachable) {
		this.nodeId = nodeId;
		this.log = log;
		this.shared = shared;
		this.view = view;
		this.debt = debt;
		this.ticker = ticker;
		this.pendingLife = pendingLife;
		this.strict = strict;
		this.rejectUnreachable = rejectUnreachable;
	}

	void prepare(long transaction, Invalidation whole) {
		Invalidation invalidation = strictPart(Portions.bounded(whole));
		if (invalidation.isEmpty()) {
			return;
		}
		this.prepared.put(transaction, new Prepared(invalidation, this.ticker.read() + this.pendingLife.toNanos()));
		// Our own threads read the state before the commit too: it must not be kept. Of
		// single keys it is removed after the commit, as this process is still there
		// then.
		invalidation.regions().forEach((region) -> enterFlux(region, transaction));
		List<Receipt> receipts = tell("prepare", Kind.PENDING, transaction, invalidation, this.log::prepare);
		if (receipts == null && this.rejectUnreachable) {
			throw new InvalidationRejectedException(
					new SharedLevelException("The shared level did not take the pending marks"));
		}
		if (receipts != null) {
			raiseFloors(invalidation, receipts);
		}
	}

	private Invalidation strictPart(Invalidation whole) {
		Set<EntryKey> keys = whole.keys()
			.stream()
			.filter((key) -> this.strict.test(key.region()))
			.collect(Collectors.toSet());
		Set<String> regions = whole.regions().stream().filter(this.strict).collect(Collectors.toSet());
		boolean nothing = keys.isEmpty() && regions.isEmpty();
		return nothing ? Invalidation.NONE : new Invalidation(keys, regions, whole.tables());
	}

	/**
	 * Announces what was committed; returns it with what is stale, too, because it cannot
	 * be told any more.
	 */
	Invalidation committed(long transaction, Invalidation whole, List<Assumption> assumed) {
		if (whole.keys().isEmpty() && whole.regions().isEmpty()) {
			// Tables alone make no entry of any node stale: not worth a round trip.
			return whole;
		}
		// First: this node may hear of it at once.
		Invalidation invalidation = Portions.bounded(whole.and(this.assumptions.add(transaction, assumed)));
		List<Receipt> receipts = tell("announce", Kind.COMMITTED, transaction, invalidation, this.log::commit);
		if (receipts == null) {
			invalidation = invalidation.and(this.assumptions.giveUp(transaction));
			this.debt.add(invalidation);
		}
		else {
			raiseFloors(invalidation, receipts);
		}
		forget(transaction);
		return invalidation;
	}

	/**
	 * What a transaction of this node has left out because of something that was
	 * announced before it and that this node had not heard of. It is owed, and told with
	 * the next round of maintenance: nothing waits for the shared level here.
	 */
	Invalidation contradicted(Announcement own, Predicate<Assumption> contradicted) {
		if (own.kind() != Kind.COMMITTED) {
			return Invalidation.NONE;
		}
		Invalidation stale = this.assumptions.check(own.transaction(), contradicted);
		if (!stale.isEmpty()) {
			this.debt.add(stale);
		}
		return stale;
	}

	/** Announcements may have been missed. */
	void giveUpAssumptions() {
		Invalidation stale = this.assumptions.giveUpAll();
		if (!stale.isEmpty()) {
			this.debt.add(stale);
		}
	}

	/** Whether some transaction may have changed the region since that time. */
	boolean isInFlux(String region, long time) {
		return this.view.isInFlux(region, time);
	}

	/**
	 * Numbers this moment: whatever begins to be loaded once that number has been applied
	 * has one that is not lower. {@code null} if the shared level did not answer.
	 */
	public @Nullable Receipt mark() {
		return this.shared.attempt("mark",
				() -> noted(this.log.commit(new Announcement(Kind.COMMITTED, 0, this.nodeId, Invalidation.NONE))));
	}

	/**
	 * Has every node take entries of the regions that are older than the mark for
	 * outdated: all rows have been read since. If the shared level does not answer, they
	 * live as long as others.
	 */
	public void synced(Set<String> regions, Receipt mark) {
		Receipt told = this.shared.attempt("synced",
				() -> noted(this.log.synced(
						new Announcement(Kind.SYNCED, 0, this.nodeId, Invalidation.ofRegions(regions), mark.sequence()),
						mark.incarnation())));
		if (told != null && told.sequence() > 0) {
			regions.forEach((region) -> this.view.raiseFloor(region, mark.incarnation(), mark.sequence()));
		}
	}

	void rolledBack(long transaction) {
		Invalidation invalidation = forget(transaction);
		if (invalidation == null) {
			return;
		}
		for (Invalidation portion : Portions.of(invalidation)) {
			// If this fails the marks end by themselves: they cost misses until then.
			this.shared.attempt("rollback", () -> {
				this.log.rollBack(new Announcement(Kind.ROLLED_BACK, transaction, this.nodeId, portion));
				return Boolean.TRUE;
			});
		}
	}

	/** Forgets the transactions that nobody is going to tell the end of. */
	public void forgetAbandoned() {
		long now = this.ticker.read();
		this.prepared.values().removeIf((transaction) -> transaction.until() - now < 0);
	}

	/** How many transactions have been told of before their commit and have not ended. */
	int openTransactions() {
		return this.prepared.size();
	}

	/** Tries to pay what is owed; tells whether nothing is owed any more. */
	public boolean payDebt() {
		Debt.Portion owed = this.debt.owed();
		Invalidation invalidation = owed.invalidation();
		if (invalidation.isEmpty()) {
			return true;
		}
		List<Receipt> receipts = tell("debt", Kind.COMMITTED, 0, invalidation, this.log::commit);
		if (receipts == null) {
			return false;
		}
		raiseFloors(invalidation, receipts);
		this.debt.settle(owed);
		return this.debt.size() == 0;
	}

	/**
	 * The view has started over, perhaps from a state that does not know of us yet, and
	 * without the announcements before it.
	 */
	void reenterPending() {
		this.view.enterPendingOfAll(endOfMarks());
		this.prepared.forEach((transaction,
				told) -> told.invalidation().regions().forEach((region) -> enterFlux(region, transaction)));
	}

	boolean isOwn(Announcement announcement) {
		return announcement.sender() == this.nodeId;
	}

	void noteFloors(Announcement announcement, Position position) {
		if (announcement.kind() != Kind.ROLLED_BACK) {
			announcement.invalidation().regions().forEach((region) -> raiseFloor(region, announcement, position));
		}
	}

	private void raiseFloor(String region, Announcement announcement, Position position) {
		long floor = (announcement.kind() == Kind.SYNCED) ? announcement.before() : position.sequence();
		this.view.raiseFloor(region, position.incarnation(), floor);
	}

	void note(Announcement announcement, Position position) {
		if (announcement.kind() == Kind.PENDING) {
			long until = endOfMarks();
			announcement.invalidation().keys().forEach((key) -> this.view.enterPending(key, until));
		}
		for (String region : announcement.invalidation().regions()) {
			if (announcement.kind() == Kind.PENDING) {
				enterFlux(region, announcement.transaction());
			}
			if (announcement.kind() != Kind.ROLLED_BACK) {
				raiseFloor(region, announcement, position);
			}
			if (announcement.kind() != Kind.PENDING) {
				this.view.leaveFlux(region, announcement.transaction());
			}
		}
	}

	private @Nullable List<Receipt> tell(String operation, Kind kind, long transaction, Invalidation invalidation,
			Function<Announcement, Receipt> call) {
		return this.shared.attempt(operation,
				() -> Portions.of(invalidation)
					.stream()
					.map((portion) -> noted(call.apply(new Announcement(kind, transaction, this.nodeId, portion))))
					.toList());
	}

	// One by one: what was numbered stays known if the call for the next portion fails.
	private Receipt noted(Receipt receipt) {
		if (receipt.sequence() != 0) {
			this.view.known().given(receipt.incarnation(), receipt.sequence(), receipt.nonce());
		}
		return receipt;
	}

	private void raiseFloors(Invalidation invalidation, List<Receipt> receipts) {
		// Regions travel in the first portion.
		Receipt first = receipts.get(0);
		invalidation.regions().forEach((region) -> this.view.raiseFloor(region, first.incarnation(), first.sequence()));
	}

	private void enterFlux(String region, long transaction) {
		this.view.enterFlux(region, transaction, endOfMarks());
	}

	// At the earliest: marks that are set from now on end later.
	private long endOfMarks() {
		return this.ticker.read() + this.pendingLife.toNanos();
	}

	private @Nullable Invalidation forget(long transaction) {
		Prepared told = this.prepared.remove(transaction);
		if (told == null) {
			return null;
		}
		told.invalidation().regions().forEach((region) -> this.view.leaveFlux(region, transaction));
		return told.invalidation();
	}

	/** What a transaction has been told to change, and until when its marks live. */
	private record Prepared(Invalidation invalidation, long until) {
	}

}
