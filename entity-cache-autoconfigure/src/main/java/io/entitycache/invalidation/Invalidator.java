package io.entitycache.invalidation;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.entitycache.EntityCacheObserver;
import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.InvalidationCause;
import io.entitycache.cluster.Announcement;
import io.entitycache.cluster.ClusterMember;
import io.entitycache.tier.InvalidationTarget;
import io.entitycache.tier.LocalTicket;
import io.entitycache.tier.SharedView.Position;
import io.entitycache.transaction.Assumption;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import io.entitycache.transaction.ReadMoment;
import io.entitycache.transaction.RowChange;
import org.jspecify.annotations.Nullable;

/**
 * The write path: takes what a transaction changed from before its commit to its removal
 * on every node, and removes here what other nodes announce.
 */
public final class Invalidator implements CommitHandler, ClusterMember.Handler {

	/*
	 * The order is the algorithm. Before the commit, pending marks make sure that nobody
	 * fills the slots and that a crash leaves nothing behind. After it, the shared level
	 * goes first: once the local entry is gone the next reader goes to the shared level,
	 * which must not answer with the old state; a debt is noted before the local entry
	 * goes, for the same reason. The local level goes last, before the commit call
	 * returns. Nothing after the commit throws.
	 */

	private final Map<String, InvalidationTarget> regions = new ConcurrentHashMap<>();

	private final @Nullable SharedInvalidation shared;

	private final InvalidationEvents events;

	private final OpenTransactions open = new OpenTransactions();

	public Invalidator(Collection<? extends InvalidationTarget> regions, @Nullable SharedInvalidation shared) {
		this(regions, shared, EntityCacheObserver.NOOP);
	}

	/**
	 * Creates the write path.
	 * @param regions what it removes entries from
	 * @param shared the shared level's part, {@code null} if there is no shared level
	 * @param observer is told what happened to entries
	 */
	public Invalidator(Collection<? extends InvalidationTarget> regions, @Nullable SharedInvalidation shared,
			EntityCacheObserver observer) {
		this.events = new InvalidationEvents(observer);
		regions.forEach((region) -> this.regions.put(region.name(), region));
		this.shared = shared;
	}

	@Override
	public boolean wantsRows() {
		return this.events.wantRows();
	}

	// One clock serves all regions.
	@Override
	public @Nullable ReadMoment now() {
		for (InvalidationTarget region : this.regions.values()) {
			LocalTicket now = region.moment();
			return (now != null) ? new ReadMoment(now.fence(), now.takenAt()) : null;
		}
		return null;
	}

	@Override
	public void changesRegions(ChangeSet changes) {
		this.open.changesRegions(changes);
	}

	@Override
	public boolean isChangedSince(String region, ReadMoment moment) {
		// In this order: a transaction that ends clears the region first.
		InvalidationTarget target = this.regions.get(region);
		return this.open.change(region) || target == null
				|| target.isClearedSince(new LocalTicket(moment.order(), moment.nanos()))
				|| (this.shared != null && this.shared.isInFlux(region, moment.nanos()));
	}

	@Override
	public void prepare(ChangeSet changes) {
		if (changes.hasStates()) {
			takeTicket(changes);
		}
		if (this.shared != null) {
			this.shared.prepare(changes.id(), changes.invalidation());
		}
	}

	@Override
	public void committed(ChangeSet changes) {
		committed(changes, InvalidationCause.ENTITY, InvalidationCause.BULK);
	}

	@Override
	public void rolledBack(ChangeSet changes) {
		this.open.ended(changes);
		if (this.shared != null) {
			this.shared.rolledBack(changes.id());
		}
	}

	// Of the first time: what is invalidated from then on is not overwritten.
	private void takeTicket(ChangeSet changes) {
		for (EntryKey key : changes.rows().keySet()) {
			InvalidationTarget region = this.regions.get(key.region());
			LocalTicket ticket = (region != null) ? region.localTicket() : null;
			if (ticket != null) {
				// One clock serves all regions.
				changes.attach(ticket);
				return;
			}
		}
	}

	private void committed(ChangeSet changes, InvalidationCause ofKeys, InvalidationCause ofRegions) {
		Invalidation invalidation = changes.invalidation();
		try {
			if (this.shared != null) {
				invalidation = this.shared.committed(changes.id(), invalidation, changes.assumptions());
			}
		}
		finally {
			removeOwn(changes, invalidation, ofKeys, ofRegions);
			this.open.ended(changes);
		}
		this.events.committed(changes.rows(), this.regions);
	}

	/** The same path for what the application names itself. */
	public CommitHandler manual() {
		return new CommitHandler() {

			@Override
			public void prepare(ChangeSet changes) {
				Invalidator.this.prepare(changes);
			}

			@Override
			public void committed(ChangeSet changes) {
				Invalidator.this.committed(changes, InvalidationCause.MANUAL, InvalidationCause.MANUAL);
			}

			@Override
			public void rolledBack(ChangeSet changes) {
				Invalidator.this.rolledBack(changes);
			}

		};
	}

	@Override
	public void apply(Announcement announcement, Position position) {
		if (this.shared != null && this.shared.isOwn(announcement)) {
			// Its removal here was part of the commit; entries filled since are newer.
			// The
			// floors were too, but the state may have been read anew since, from before
			// it.
			this.shared.noteFloors(announcement, position);
			removeLate(this.shared.contradicted(announcement, this::isChanged));
			return;
		}
		if (this.shared != null) {
			this.shared.note(announcement, position);
		}
		switch (announcement.kind()) {
			case PENDING, COMMITTED ->
				removeAnnounced(announcement.invalidation(), Long.toHexString(announcement.sender()));
			case SYNCED -> compareLocal(announcement.invalidation().regions());
			case ROLLED_BACK -> {
			}
		}
	}

	private boolean isChanged(Assumption assumption) {
		return isChangedSince(assumption.region(), assumption.since());
	}

	private void removeLate(Invalidation stale) {
		if (!stale.isEmpty()) {
			removeAnnounced(stale, null);
		}
	}

	private void compareLocal(Set<String> names) {
		for (String name : names) {
			InvalidationTarget region = this.regions.get(name);
			if (region != null) {
				region.compareLocal();
			}
		}
	}

	@Override
	public void dropAll() {
		if (this.shared != null) {
			this.shared.reenterPending();
			this.shared.giveUpAssumptions();
		}
		this.regions.values().forEach((region) -> clearLocal(region, InvalidationCause.GAP, null));
	}

	private void removeOwn(ChangeSet changes, Invalidation invalidation, InvalidationCause ofKeys,
			InvalidationCause ofRegions) {
		LocalTicket ticket = (changes.attachment() instanceof LocalTicket taken) ? taken : null;
		Map<EntryKey, RowChange> rows = (ticket != null) ? changes.rows() : Map.of();
		removeLocal(invalidation, ofRegions, null, (region, key) -> {
			RowChange row = rows.get(key);
			Object state = (row != null) ? row.state() : null;
			if (state != null && ticket != null) {
				region.replaceLocal(key.key(), state, ticket, ofKeys);
			}
			else {
				region.evictLocal(key.key(), ofKeys);
			}
			this.events.invalidated(region, key.key(), ofKeys, null);
		});
	}

	private void removeAnnounced(Invalidation invalidation, @Nullable String origin) {
		removeLocal(invalidation, InvalidationCause.PEER, origin, (region, key) -> {
			region.evictLocal(key.key(), InvalidationCause.PEER);
			this.events.invalidated(region, key.key(), InvalidationCause.PEER, origin);
		});
	}

	private void clearLocal(InvalidationTarget region, InvalidationCause cause, @Nullable String origin) {
		region.clearLocal(cause);
		this.events.cleared(region.name(), cause, origin);
	}

	private void removeLocal(Invalidation invalidation, InvalidationCause ofRegions, @Nullable String origin,
			BiConsumer<InvalidationTarget, EntryKey> removal) {
		for (String name : invalidation.regions()) {
			InvalidationTarget region = this.regions.get(name);
			if (region != null) {
				clearLocal(region, ofRegions, origin);
			}
		}
		for (EntryKey key : invalidation.keys()) {
			InvalidationTarget region = this.regions.get(key.region());
			if (region != null) {
				removal.accept(region, key);
			}
		}
	}

}
