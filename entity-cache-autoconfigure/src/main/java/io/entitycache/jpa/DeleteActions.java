package io.entitycache.jpa;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.hibernate.annotations.OnDeleteAction;
import org.hibernate.boot.Metadata;
import org.hibernate.mapping.ForeignKey;
import org.hibernate.mapping.Join;
import org.hibernate.mapping.PersistentClass;
import org.hibernate.mapping.PrimaryKey;
import org.hibernate.mapping.Table;

/**
 * The tables that the database itself changes when a row is deleted: the foreign keys
 * that the mapping declares with {@code @OnDelete}. Hibernate tells nothing of it. Keys
 * between the tables of one hierarchy, and those that tie a collection table to its
 * owner, are left out: what they delete is part of the row that is deleted.
 */
final class DeleteActions {

	private final Map<String, Set<String>> changed = new HashMap<>();

	private final Map<String, Set<String>> ownedTables = new HashMap<>();

	DeleteActions(Metadata metadata) {
		metadata.getEntityBindings().forEach(this::addHierarchy);
		Set<ForeignKey> ofCollections = collectionKeys(metadata);
		for (Table table : metadata.collectTableMappings()) {
			for (ForeignKey key : table.getForeignKeyCollection()) {
				if (isDatabaseAction(key) && !ofCollections.contains(key) && !isOfOneRow(key)) {
					this.changed.computeIfAbsent(name(key.getReferencedTable()), (name) -> new LinkedHashSet<>())
						.add(name(table));
				}
			}
		}
	}

	/** The tables changed by the database when rows of these tables are deleted. */
	Set<String> tablesChangedBy(Collection<String> deletedFrom) {
		Set<String> found = new LinkedHashSet<>();
		Deque<String> open = new ArrayDeque<>(deletedFrom);
		while (!open.isEmpty()) {
			for (String table : this.changed.getOrDefault(open.remove(), Set.of())) {
				if (found.add(table)) {
					open.add(table);
				}
			}
		}
		return found;
	}

	private void addHierarchy(PersistentClass entity) {
		String root = name(entity.getRootTable());
		Set<String> tables = this.ownedTables.computeIfAbsent(root, (name) -> new HashSet<>());
		tables.add(root);
		tables.add(name(entity.getTable()));
		for (Join join : entity.getJoins()) {
			tables.add(name(join.getTable()));
		}
	}

	private static Set<ForeignKey> collectionKeys(Metadata metadata) {
		Set<ForeignKey> keys = new HashSet<>();
		metadata.getCollectionBindings().forEach((collection) -> {
			if (!collection.isOneToMany()) {
				for (ForeignKey key : collection.getCollectionTable().getForeignKeyCollection()) {
					if (key.getColumns().equals(collection.getKey().getColumns())) {
						keys.add(key);
					}
				}
			}
		});
		return keys;
	}

	private static boolean isDatabaseAction(ForeignKey key) {
		return key.getReferencedTable() != null && key.getOnDeleteAction() != null
				&& List.of(OnDeleteAction.CASCADE, OnDeleteAction.SET_NULL, OnDeleteAction.SET_DEFAULT)
					.contains(key.getOnDeleteAction());
	}

	private boolean isOfOneRow(ForeignKey key) {
		String table = name(key.getTable());
		String referenced = name(key.getReferencedTable());
		PrimaryKey primaryKey = key.getTable().getPrimaryKey();
		return primaryKey != null && primaryKey.getColumns().equals(key.getColumns())
				&& this.ownedTables.values()
					.stream()
					.anyMatch((tables) -> tables.contains(table) && tables.contains(referenced));
	}

	private static String name(Table table) {
		return WrittenTables.unqualified(table.getName());
	}

}
