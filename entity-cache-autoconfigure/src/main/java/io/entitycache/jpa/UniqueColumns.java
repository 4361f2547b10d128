package io.entitycache.jpa;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.hibernate.boot.Metadata;
import org.hibernate.mapping.Column;
import org.hibernate.mapping.Index;
import org.hibernate.mapping.Table;
import org.hibernate.mapping.UniqueKey;

/**
 * The columns that the mapping declares unique by themselves, wherever it says so:
 * annotations or mapping files.
 */
final class UniqueColumns {

	private final Map<String, Set<String>> byTable = new HashMap<>();

	UniqueColumns(Metadata metadata) {
		metadata.collectTableMappings().forEach(this::addTable);
	}

	boolean contains(String table, String column) {
		return this.byTable.getOrDefault(WrittenTables.unqualified(table), Set.of()).contains(simplify(column));
	}

	private void addTable(Table table) {
		Set<String> unique = this.byTable.computeIfAbsent(WrittenTables.unqualified(table.getName()),
				(name) -> new HashSet<>());
		for (Column column : table.getColumns()) {
			if (column.isUnique()) {
				unique.add(simplify(column.getName()));
			}
		}
		for (UniqueKey key : table.getUniqueKeys().values()) {
			addIfAlone(key.getColumns(), unique);
		}
		for (Index index : table.getIndexes().values()) {
			if (index.isUnique() && index.getSelectables().size() == 1) {
				index.getSelectables().forEach((selectable) -> unique.add(simplify(selectable.getText())));
			}
		}
	}

	private static void addIfAlone(List<Column> columns, Set<String> unique) {
		if (columns.size() == 1) {
			unique.add(simplify(columns.get(0).getName()));
		}
	}

	private static String simplify(String name) {
		return name.replaceAll("[`\"\\[\\]]", "").toLowerCase(Locale.ROOT);
	}

}
