package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jpa.WatchedCollection.Owners;
import io.entitycache.jpa.WatchedEntities.Dependent;
import io.entitycache.jpa.WatchedEntity.KeyAttribute;
import io.entitycache.jpa.WatchedEntity.States;
import io.entitycache.transaction.Assumption;
import io.entitycache.transaction.RowChange;
import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** What the change of one row, or of one row's collection, makes stale. */
final class EntityChanges {

	private final WatchedEntities watched;

	private final DeleteActions deleteActions;

	private final Map<String, EntityTables> tables = new ConcurrentHashMap<>();

	private final Map<String, Invalidation> collections = new ConcurrentHashMap<>();

	EntityChanges(WatchedEntities watched, DeleteActions deleteActions) {
		this.watched = watched;
		this.deleteActions = deleteActions;
	}

	/** Where the values of the entity's attributes are in what is written. */
	WrittenAttributes attributesOf(EntityPersister persister) {
		return tablesOf(persister).attributes;
	}

	/** A row was inserted, updated or deleted. */
	Stale ofRow(RowWrite change) {
		EntityPersister persister = change.persister();
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		EntityTables written = tablesOf(persister);
		for (WatchedEntity entity : this.watched.ofHierarchy(persister.getRootEntityName())) {
			boolean isNew = change.kind() == RowWrite.Kind.INSERT;
			addKey(entity.region(), isNew ? entity.insertedText() : entity.idText(), change.id(), keys, regions);
			for (KeyAttribute attribute : entity.keyAttributes()) {
				addValue(attribute, change.before(attribute.name()), keys, regions);
				addValue(attribute, change.after(attribute.name()), keys, regions);
			}
		}
		List<Assumption> assumptions = addCollections(change, keys, regions);
		addDependents(change, keys, regions, assumptions);
		return new Stale(
				new Invalidation(keys, regions, Set.of()).and(change.isDelete() ? written.deleted : written.changed),
				assumptions);
	}

	private void addDependents(RowWrite change, Set<EntryKey> keys, Set<String> regions, List<Assumption> assumptions) {
		for (Dependent dependent : this.watched.dependentsOn(change.persister().getRootEntityName())) {
			WatchedEntity entity = dependent.entity();
			Certainty certainty = dependent.on().certaintyIn(change);
			if (dependent.on().isTouchedBy(change) || !certainty.possible()) {
				if (dependent.on().sameId()) {
					addKey(entity.region(), entity.idText(), change.id(), keys, regions);
				}
				else {
					regions.addAll(entity.regions());
				}
			}
			else if (certainty.since() != null) {
				assumptions
					.add(new Assumption(entity.region(), certainty.since(), Invalidation.ofRegions(entity.regions())));
			}
		}
	}

	private List<Assumption> addCollections(RowWrite change, Set<EntryKey> keys, Set<String> regions) {
		List<Assumption> assumptions = new ArrayList<>();
		String root = change.persister().getRootEntityName();
		for (WatchedCollection collection : this.watched.collections()) {
			if (collection.ownerRoot().equals(root) && change.kind() != RowWrite.Kind.UPDATE) {
				boolean isNew = change.kind() == RowWrite.Kind.INSERT;
				addKey(collection.region(), isNew ? collection::keyOfNew : collection::keyOf, change.id(), keys,
						regions);
			}
			if (collection.memberRoot().equals(root)) {
				Owners owners = collection.ownersChangedBy(change);
				addOwners(collection, owners, keys, regions);
				if (owners.since() != null && owners.otherwise() != null) {
					assumptions.add(new Assumption(collection.region(), owners.since(),
							ofOwners(collection, owners.otherwise())));
				}
			}
		}
		return assumptions;
	}

	private static Invalidation ofOwners(WatchedCollection collection, Owners owners) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		addOwners(collection, owners, keys, regions);
		return new Invalidation(keys, regions, Set.of());
	}

	private static void addOwners(WatchedCollection collection, Owners owners, Set<EntryKey> keys,
			Set<String> regions) {
		if (owners.all()) {
			regions.add(collection.region());
		}
		owners.ids().forEach((owner) -> addKey(collection.region(), collection::keyOf, owner, keys, regions));
	}

	/** The same as what became of the row, by its entries; none if they are not known. */
	Map<EntryKey, RowChange> rowsOf(EntityPersister persister, Object id, RowChange.Kind kind,
			@Nullable Object @Nullable [] written) {
		Map<EntryKey, RowChange> rows = new LinkedHashMap<>();
		for (WatchedEntity entity : this.watched.ofHierarchy(persister.getRootEntityName())) {
			Set<EntryKey> keys = new LinkedHashSet<>();
			addKey(entity.region(), entity.idText(), id, keys, new LinkedHashSet<>());
			keys.forEach((key) -> rows.put(key, new RowChange(kind, stateOf(entity, persister, id, written))));
		}
		return rows;
	}

	private static @Nullable Object stateOf(WatchedEntity entity, EntityPersister persister, Object id,
			@Nullable Object @Nullable [] written) {
		States states = entity.states();
		try {
			return (states != null && written != null) ? states.of(persister, id, written) : null;
		}
		catch (RuntimeException ex) {
			// The application's flush must not fail for it.
			return null;
		}
	}

	/** What a row's collections make stale if they were all written. */
	Invalidation ofCollectionsOf(EntityPersister persister, Object id) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		for (WatchedCollection collection : this.watched.collections()) {
			if (collection.ownerRoot().equals(persister.getRootEntityName())) {
				addKey(collection.region(), collection::keyOf, id, keys, regions);
			}
			boolean ownedBy = collection.takesFromOthers()
					&& collection.ownerRoot().equals(persister.getRootEntityName());
			if (ownedBy || collection.mirrorsAnyOf(persister)) {
				regions.add(collection.region());
			}
		}
		return new Invalidation(keys, regions, Set.of()).and(tablesOf(persister).collections);
	}

	/**
	 * A collection was created, changed or removed.
	 * @param ownerId the id of its owner, {@code null} if nobody knows
	 */
	Invalidation ofCollection(CollectionPersister collection, @Nullable Object ownerId) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		for (WatchedCollection watchedCollection : this.watched.collections()) {
			if (watchedCollection.role().equals(collection.getRole())) {
				addOwner(watchedCollection.region(), watchedCollection::keyOf, ownerId, keys, regions);
			}
		}
		if (!collection.isOneToMany() && !collection.isManyToMany()) {
			// What it holds is part of its owner's state.
			String root = collection.getOwnerEntityPersister().getRootEntityName();
			this.watched.ofHierarchy(root)
				.forEach((entity) -> addOwner(entity.region(), entity.idText(), ownerId, keys, regions));
		}
		return new Invalidation(keys, regions, Set.of()).and(writtenBy(collection));
	}

	/**
	 * What the members that a collection gets or loses make stale beyond the collection
	 * itself.
	 * @param certainty whether the collection was in the database as the session had it
	 * @param isNew whether a member's row was inserted by the same transaction
	 */
	Stale ofMembers(CollectionPersister collection, CollectionChange change, Certainty certainty,
			Predicate<Object> isNew) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		List<Assumption> assumptions = new ArrayList<>();
		for (WatchedCollection other : this.watched.collections()) {
			boolean mirrors = other.mirrors(collection);
			boolean takes = other.role().equals(collection.getRole()) && other.takesFromOthers();
			boolean known = change.known() && (change.names() || certainty.possible());
			if (mirrors && !known || takes && !(change.known() && change.added().stream().allMatch(isNew))) {
				regions.add(other.region());
			}
			else if (mirrors) {
				change.members()
					.forEach((member) -> addOwner(other.region(), other::keyOf,
							WatchedCollection.idOfMember(collection, member), keys, regions));
				if (!change.names() && certainty.since() != null) {
					assumptions
						.add(new Assumption(other.region(), certainty.since(), Invalidation.ofRegion(other.region())));
				}
			}
		}
		return new Stale(new Invalidation(keys, regions, Set.of()), assumptions);
	}

	/** Whether it matters how a row of the entity was read. */
	boolean asksHowItWasRead(EntityPersister persister) {
		return tablesOf(persister).asksHowItWasRead;
	}

	private boolean asksHowItWasRead(String root) {
		return !this.watched.dependentsOn(root).isEmpty()
				|| this.watched.collections().stream().anyMatch((collection) -> collection.memberRoot().equals(root));
	}

	private static void addOwner(String region, Function<Object, String> text, @Nullable Object id, Set<EntryKey> keys,
			Set<String> regions) {
		if (id != null) {
			addKey(region, text, id, keys, regions);
		}
		else {
			regions.add(region);
		}
	}

	private static void addValue(KeyAttribute attribute, @Nullable Object value, Set<EntryKey> keys,
			Set<String> regions) {
		if (value != null && value != LazyPropertyInitializer.UNFETCHED_PROPERTY) {
			addKey(attribute.region(), attribute.valueText(), value, keys, regions);
		}
	}

	private static void addKey(String region, Function<Object, String> text, Object value, Set<EntryKey> keys,
			Set<String> regions) {
		try {
			keys.add(new EntryKey(region, text.apply(value)));
		}
		catch (RuntimeException ex) {
			// The application's flush must not fail for it, and no entry may stay stale.
			regions.add(region);
		}
	}

	private EntityTables tablesOf(EntityPersister persister) {
		return this.tables.computeIfAbsent(persister.getEntityName(), (name) -> new EntityTables(persister));
	}

	private Invalidation writtenBy(CollectionPersister collection) {
		return this.collections.computeIfAbsent(collection.getRole(), (role) -> {
			if (collection.isInverse()) {
				// Its rows are written by the other side, which tells of it.
				return Invalidation.NONE;
			}
			Set<String> written = unqualified(List.of(collection.getCollectionSpaces()));
			Set<String> regions = new LinkedHashSet<>(regionsWrittenBy(collection, written));
			// Of those it tells by owner and members.
			this.watched.collections()
				.stream()
				.filter((own) -> own.role().equals(role) || own.mirrors(collection))
				.forEach((own) -> regions.remove(own.region()));
			return new Invalidation(Set.of(), regions, written);
		});
	}

	private Set<String> regionsWrittenBy(CollectionPersister collection, Set<String> written) {
		if (!collection.isOneToMany()) {
			String owner = collection.getOwnerEntityPersister().getRootEntityName();
			return this.watched.regionsOfTablesOutside(owner, written);
		}
		if (new CollectionKey(collection).isKnownToElements()) {
			// It updates their rows, and nobody tells which.
			return this.watched.regionsOfTables(written);
		}
		return this.watched.regionsOfTablesOutside(collection.getElementPersister().getRootEntityName(), written);
	}

	private static Set<String> unqualified(List<String> names) {
		Set<String> unqualified = new HashSet<>();
		names.forEach((name) -> unqualified.add(WrittenTables.unqualified(name)));
		return unqualified;
	}

	/**
	 * What is stale.
	 *
	 * @param invalidation what is
	 * @param assumptions on what condition this is all
	 */
	record Stale(Invalidation invalidation, List<Assumption> assumptions) {

		static Stale of(Invalidation invalidation) {
			return new Stale(invalidation, List.of());
		}

		Stale with(UnaryOperator<Invalidation> change) {
			return new Stale(change.apply(this.invalidation),
					this.assumptions.stream()
						.map((assumption) -> new Assumption(assumption.region(), assumption.since(),
								change.apply(assumption.otherwise())))
						.toList());
		}

		Stale and(Invalidation more) {
			return new Stale(this.invalidation.and(more), this.assumptions);
		}

	}

	/** What a change of an entity's tables makes stale beyond its own entries. */
	private final class EntityTables {

		private final WrittenAttributes attributes;

		private final boolean asksHowItWasRead;

		private final Invalidation changed;

		private final Invalidation deleted;

		private final Invalidation collections;

		private EntityTables(EntityPersister persister) {
			Set<String> own = unqualified(List.of(persister.getPropertySpaces()));
			this.changed = new Invalidation(Set.of(),
					EntityChanges.this.watched.regionsOfTablesOutside(persister.getRootEntityName(), own), own);
			Set<String> byDatabase = EntityChanges.this.deleteActions.tablesChangedBy(own);
			this.deleted = this.changed
				.and(new Invalidation(Set.of(), EntityChanges.this.watched.regionsOfTables(byDatabase), byDatabase));
			this.collections = ofPlurals(persister);
			this.attributes = new WrittenAttributes(persister);
			this.asksHowItWasRead = asksHowItWasRead(persister.getRootEntityName());
		}

		private Invalidation ofPlurals(EntityPersister persister) {
			List<Invalidation> written = new ArrayList<>();
			persister.forEachAttributeMapping((attribute) -> {
				if (attribute instanceof PluralAttributeMapping plural) {
					written.add(writtenBy(plural.getCollectionDescriptor()));
				}
			});
			return written.stream().reduce(Invalidation.NONE, Invalidation::and);
		}

	}

}
