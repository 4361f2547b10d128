package io.entitycache.jpa;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import io.entitycache.Invalidation;
import io.entitycache.jpa.WrittenTables.Kind;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.EntityVersionMapping;
import org.hibernate.persister.entity.EntityPersister;

/**
 * What a statement that changes many rows makes stale: every entry of the regions whose
 * tables it writes to. A statement whose tables nobody can tell makes every region stale.
 */
final class StatementChanges {

	private static final Log logger = LogFactory.getLog(StatementChanges.class);

	private static final int MAX_WARNINGS = 100;

	private static final Pattern COMMENT = Pattern.compile("^\\s*/\\*.*?\\*/\\s*", Pattern.DOTALL);

	private final WatchedEntities watched;

	private final DeleteActions deleteActions;

	private final Set<String> mappedTables = new HashSet<>();

	private final Map<String, String> versionUpdates = new HashMap<>();

	private final Set<String> warnedOf = ConcurrentHashMap.newKeySet();

	StatementChanges(SessionFactoryImplementor factory, WatchedEntities watched, DeleteActions deleteActions) {
		this.watched = watched;
		this.deleteActions = deleteActions;
		factory.getMappingMetamodel().forEachEntityDescriptor(this::addEntity);
		factory.getMappingMetamodel().forEachCollectionDescriptor((collection) -> {
			for (String table : collection.getCollectionSpaces()) {
				this.mappedTables.add(WrittenTables.unqualified(table));
			}
		});
	}

	private void addEntity(EntityPersister persister) {
		for (String table : persister.getPropertySpaces()) {
			this.mappedTables.add(WrittenTables.unqualified(table));
		}
		EntityVersionMapping version = persister.getVersionMapping();
		if (version != null) {
			String table = version.getContainingTableExpression();
			this.versionUpdates.put("update " + table + " set " + version.getSelectionExpression() + "=? where ",
					WrittenTables.unqualified(table));
		}
	}

	/**
	 * A statement that Hibernate made from a query over entities.
	 * @param sql its text
	 * @param tables the tables it reads or writes, temporary ones included
	 */
	Invalidation ofQuery(String sql, Set<String> tables) {
		WrittenTables written = WrittenTables.of(sql);
		boolean unknown = written.kind() == Kind.UNKNOWN;
		Set<String> names = unknown ? unqualified(tables) : new LinkedHashSet<>(written.names());
		names.retainAll(this.mappedTables);
		return ofTables(names, (unknown || written.kind() == Kind.DELETE));
	}

	/**
	 * A statement that the application wrote.
	 * @param sql its text
	 * @param written the tables that its text names
	 * @param declared the tables that the application says it touches
	 */
	Invalidation ofNative(String sql, WrittenTables written, Set<String> declared) {
		Set<String> names = unqualified(declared);
		if (written.kind() == Kind.UNKNOWN && names.isEmpty()) {
			return everything(sql);
		}
		names.addAll(written.names());
		return ofTables(names, written.kind() != Kind.WRITE);
	}

	/** A statement that increments nothing but versions, or a call of a procedure. */
	Invalidation ofOther(String sql) {
		String text = sql.startsWith("/*") ? COMMENT.matcher(sql).replaceFirst("") : sql;
		if (text.startsWith("{") || text.regionMatches(/* ignoreCase= */ true, 0, "call ", 0, 5)) {
			return everything(sql);
		}
		int where = text.indexOf(" where ");
		String table = (where < 0) ? null : this.versionUpdates.get(text.substring(0, where + 7));
		return (table != null) ? ofTables(Set.of(table), /* deletes= */ false) : Invalidation.NONE;
	}

	private Invalidation ofTables(Set<String> tables, boolean deletes) {
		Set<String> all = new LinkedHashSet<>(tables);
		if (deletes) {
			all.addAll(this.deleteActions.tablesChangedBy(tables));
		}
		return new Invalidation(Set.of(), this.watched.regionsOfTables(all), all);
	}

	private Invalidation everything(String sql) {
		String text = StatementText.withoutValues(sql);
		if (this.warnedOf.size() < MAX_WARNINGS && this.warnedOf.add(text)) {
			logger.warn("Cannot tell which tables the statement '" + text + "' writes to: every cached entity counts "
					+ "as stale. A native query avoids this by naming what it changes with addSynchronizedEntityClass.");
		}
		return new Invalidation(Set.of(), this.watched.regions(), this.mappedTables);
	}

	private static Set<String> unqualified(Set<String> tables) {
		Set<String> names = new LinkedHashSet<>();
		for (String table : tables) {
			if (!table.isBlank()) {
				names.add(WrittenTables.unqualified(table));
			}
		}
		return names;
	}

}
