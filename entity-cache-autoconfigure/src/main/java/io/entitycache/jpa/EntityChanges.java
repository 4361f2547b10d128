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

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jpa.WatchedEntity.KeyAttribute;
import io.entitycache.jpa.WatchedEntity.States;
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

	/**
	 * A row was inserted, updated or deleted.
	 * @param before what it was like, {@code null} if nobody knows or it is new
	 * @param after what it is like, {@code null} if it is gone
	 */
	Invalidation ofRow(EntityPersister persister, Object id, @Nullable Object @Nullable [] before,
			@Nullable Object @Nullable [] after) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		EntityTables written = tablesOf(persister);
		for (WatchedEntity entity : this.watched.ofHierarchy(persister.getRootEntityName())) {
			addKey(entity.region(), entity.idText(), id, keys, regions);
			for (KeyAttribute attribute : entity.keyAttributes()) {
				addValue(attribute, written, before, keys, regions);
				addValue(attribute, written, after, keys, regions);
			}
		}
		return new Invalidation(keys, regions, Set.of()).and((after != null) ? written.changed : written.deleted);
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
	Invalidation ofCollectionsOf(EntityPersister persister) {
		return tablesOf(persister).collections;
	}

	/**
	 * A collection was created, changed or removed.
	 * @param ownerId the id of its owner, {@code null} if nobody knows
	 */
	Invalidation ofCollection(CollectionPersister collection, @Nullable Object ownerId) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		Set<String> regions = new LinkedHashSet<>();
		String root = collection.getOwnerEntityPersister().getRootEntityName();
		for (WatchedEntity entity : this.watched.ofHierarchy(root)) {
			if (ownerId != null) {
				addKey(entity.region(), entity.idText(), ownerId, keys, regions);
			}
			else {
				regions.add(entity.region());
			}
		}
		return new Invalidation(keys, regions, Set.of()).and(writtenBy(collection));
	}

	private void addValue(KeyAttribute attribute, EntityTables entity, @Nullable Object @Nullable [] state,
			Set<EntryKey> keys, Set<String> regions) {
		int index = entity.properties.indexOf(attribute.name());
		Object value = (state != null && index >= 0) ? state[index] : null;
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
			return new Invalidation(Set.of(), regionsWrittenBy(collection, written), written);
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

	/** What a change of an entity's tables makes stale beyond its own entries. */
	private final class EntityTables {

		private final List<String> properties;

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
			this.properties = List.of(persister.getPropertyNames());
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
