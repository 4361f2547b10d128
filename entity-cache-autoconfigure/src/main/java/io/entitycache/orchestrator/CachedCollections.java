package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.CacheSettings;
import io.entitycache.Cached;
import io.entitycache.Invalidation;
import io.entitycache.jpa.Association;
import io.entitycache.jpa.BoundSessionReads;
import io.entitycache.jpa.CollectionLoader;
import io.entitycache.jpa.CollectionState;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.jpa.WatchedCollection;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.FillTicket;
import io.entitycache.read.JointRead;
import io.entitycache.read.Loader;
import io.entitycache.transaction.AfterCommit;
import io.entitycache.transaction.TransactionChanges;
import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The collections of one role: by the id of an owner, what its collection holds.
 *
 * @param <ID> the type of the owners' id
 */
final class CachedCollections<ID> {

	private final Association association;

	private final CachedRows<?, ID> owners;

	private final CachedRows<?, Object> members;

	private final CacheRegion<ID, CollectionState> region;

	private final @Nullable Association toOwner;

	private boolean verified = true;

	private @Nullable Reads reads;

	@SuppressWarnings("unchecked")
	CachedCollections(Association association, CachedRows<?, ID> owners, CachedRows<?, ?> members,
			CacheRegion<ID, CollectionState> region) {
		this.association = association;
		this.owners = owners;
		this.members = (CachedRows<?, Object>) members;
		this.region = region;
		String attribute = association.role().attributeOfMembers();
		this.toOwner = members.mapping()
			.associations()
			.stream()
			.filter((other) -> other.isToOne() && other.name().equals(attribute))
			.findFirst()
			.orElse(null);
	}

	Association association() {
		return this.association;
	}

	/** What has to be known to see their changes. */
	WatchedCollection watched() {
		return WatchedCollection.of(this.owners.mapping(), this.association.role(), this.region.name(),
				this.verified && this.toOwner != null);
	}

	/** Some copies show the members' ids without a look at their rows. */
	void showsUnreadMembers() {
		this.verified = false;
	}

	/** Whether the member's row says that it is not in the owner's collection. */
	boolean isElsewhere(Object owner, EntityState member) {
		Association reference = this.toOwner;
		return reference != null && !owner.equals(reference.targetId(member));
	}

	CachedRows<?, ?> members() {
		return this.members;
	}

	CacheRegion<ID, CollectionState> region() {
		return this.region;
	}

	/** Builds the reads. */
	void build(EntityManagerFactory entityManagerFactory, CacheSettings settings, HibernateChanges changes,
			TransactionChanges named) {
		CollectionLoader<ID> loader = new CollectionLoader<>(entityManagerFactory, this.owners.mapping(),
				this.association.role(), this.members.mapping(), settings.loadTimeout(), CachedRows.CHUNK);
		this.reads = new Reads(loader, new BoundSessionReads<>(entityManagerFactory, this.owners.mapping()),
				new BoundSessionReads<>(entityManagerFactory, this.members.mapping()), changes, named);
	}

	/** The entries that lack one of the members which says it is in there. */
	@SuppressWarnings("unchecked")
	Invalidation lacking(Collection<EntityState> rows) {
		Association reference = this.toOwner;
		if (reference == null || !this.association.role().holdsEveryMember()) {
			return Invalidation.NONE;
		}
		Map<ID, Set<Object>> byOwner = new HashMap<>();
		for (EntityState row : rows) {
			Object owner = reference.targetId(row);
			if (owner != null) {
				byOwner.computeIfAbsent((ID) owner, (added) -> new HashSet<>()).add(row.id());
			}
		}
		Invalidation stale = Invalidation.NONE;
		for (Map.Entry<ID, Cached<CollectionState>> known : this.region.background()
			.known(byOwner.keySet())
			.entrySet()) {
			CollectionState state = known.getValue().value();
			if (state == null || !ids(state).containsAll(byOwner.getOrDefault(known.getKey(), Set.of()))) {
				stale = stale.and(this.region.invalidation(known.getKey()));
			}
		}
		return stale;
	}

	private Set<Object> ids(CollectionState state) {
		return new HashSet<>(this.association.role().ids(state));
	}

	/** The entry of the collection that a member says it is in, if it does. */
	@SuppressWarnings("unchecked")
	Invalidation ofOwner(@Nullable EntityState member) {
		Association reference = this.toOwner;
		Object owner = (reference != null && member != null) ? reference.targetId(member) : null;
		return (owner != null) ? this.region.invalidation((ID) owner) : Invalidation.NONE;
	}

	private Reads reads() {
		Assert.state(this.reads != null, "the cache is still being built");
		return this.reads;
	}

	/**
	 * What the collections of those owners hold that exist.
	 * @param states is given the states of members that were loaded on the way
	 */
	Map<ID, CollectionState> readAll(Collection<ID> ids, JointRead joint, Map<Object, EntityState> states) {
		Map<ID, CollectionState> found = new HashMap<>();
		List<ID> passed = new ArrayList<>();
		List<ID> cacheable = new ArrayList<>();
		boolean uncertain = reads().holdsMembers();
		ids.forEach((id) -> ((uncertain || reads().mustPass(id)) ? passed : cacheable).add(id));
		if (!passed.isEmpty()) {
			// Members that the transaction holds may be other than what is in the rows.
			found.putAll(reads().loader.loadAllFlushed(passed).collections());
		}
		Load load = new Load(states);
		this.region.readAll(cacheable, load, joint).forEach((id, cached) -> {
			CollectionState state = cached.value();
			if (state != null) {
				found.put(id, state);
			}
		});
		return found;
	}

	/**
	 * What the owner's collection holds, from the database; {@code null} if it was not
	 * asked.
	 */
	@Nullable Cached<CollectionState> reload(ID id, Map<Object, EntityState> states) {
		if (reads().holdsMembers() || reads().mustPass(id)) {
			return Cached.ofNullable(reads().loader.loadAllFlushed(List.of(id)).collections().get(id));
		}
		return this.region.reload(id, new Load(states));
	}

	/** What the levels know, without the database; an absence is known too. */
	@Nullable Cached<CollectionState> peek(ID id) {
		return (reads().holdsMembers() || reads().mustPass(id)) ? null : this.region.peek(id);
	}

	/** The reads of the database. */
	private final class Reads {

		private final CollectionLoader<ID> loader;

		private final BoundSessionReads<?, ID> ownersInSession;

		private final BoundSessionReads<?, Object> membersInSession;

		private final HibernateChanges changes;

		private final TransactionChanges named;

		private Reads(CollectionLoader<ID> loader, BoundSessionReads<?, ID> ownersInSession,
				BoundSessionReads<?, Object> membersInSession, HibernateChanges changes, TransactionChanges named) {
			this.loader = loader;
			this.ownersInSession = ownersInSession;
			this.membersInSession = membersInSession;
			this.changes = changes;
			this.named = named;
		}

		// A member that the transaction holds may have got another owner, and nobody has
		// heard of it yet.
		private boolean holdsMembers() {
			return TransactionChanges.isTransactionActive() && this.membersInSession.managesAny();
		}

		private boolean mustPass(ID id) {
			if (!TransactionChanges.isTransactionActive()) {
				return false;
			}
			return this.ownersInSession.manages(id)
					|| TransactionReads.touches(CachedCollections.this.region, id, this.changes, this.named);
		}

	}

	/** One call's load, which comes by the states of members. Used by one thread. */
	private final class Load implements Loader<ID, CollectionState> {

		private final Map<Object, EntityState> states;

		private Snapshot snapshot = Snapshot.OWN;

		private Load(Map<Object, EntityState> states) {
			this.states = states;
		}

		@Override
		public Snapshot snapshot() {
			this.snapshot = EntityLoads.snapshot(reads().loader.conditions());
			return this.snapshot;
		}

		@Override
		public Map<ID, CollectionState> load(Collection<ID> ids, FillTicket ticket) {
			CollectionLoader.Loaded<ID> loaded = reads().loader.loadAll(ids);
			CacheRegion<Object, EntityState> region = CachedCollections.this.members.states();
			// The caller sees these states now, so no later one may see those before.
			loaded.members().forEach(region::evictOther);
			this.states.putAll(loaded.members());
			this.snapshot.admit(region.admission(loaded.members(), ticket), this::whenCommitted);
			return loaded.collections();
		}

		@Override
		public void whenCommitted(Runnable action) {
			AfterCommit.run(action);
		}

	}

}
