package io.entitycache.jpa;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.entitycache.KeyCodec;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.hibernate.Session;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.graph.RootGraph;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.query.Query;
import org.hibernate.query.criteria.JpaRoot;
import org.jspecify.annotations.Nullable;

/**
 * Reads entities by ids that the database compares in another way than Java. The database
 * is asked by queries: a load by id would give the entity the id that was asked for in
 * place of its own, and several of them would leave out those whose id is another one for
 * Java.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class RowsById<T, ID> {

	private final EntityMapping<T, ID> mapping;

	private final @Nullable Function<Session, RootGraph<T>> graph;

	private final boolean oneColumn;

	/**
	 * Creates a new instance.
	 * @param graph what is loaded, {@code null} for what the mapping says
	 */
	RowsById(EntityMapping<T, ID> mapping, @Nullable Function<Session, RootGraph<T>> graph) {
		this.mapping = mapping;
		this.graph = graph;
		this.oneColumn = mapping.persister().getIdentifierMapping() instanceof BasicValuedMapping;
	}

	/** The entity with this id, {@code null} if there is none. */
	@Nullable T one(Session session, ID id) {
		List<T> found = query(session, List.of(id));
		return found.isEmpty() ? null : found.get(0);
	}

	/** The entities that exist, by the ids that were asked for. */
	Map<ID, T> all(Session session, Collection<ID> ids) {
		Map<ID, T> rows = new LinkedHashMap<>();
		if (this.oneColumn) {
			addEqual(session, ids, rows);
		}
		List<ID> missing = ids.stream().filter((id) -> !rows.containsKey(id)).toList();
		if (!missing.isEmpty() && (!this.oneColumn || !query(session, missing).isEmpty())) {
			addOneByOne(session, missing, rows);
		}
		return rows;
	}

	@SuppressWarnings("unchecked")
	private void addEqual(Session session, Collection<ID> ids, Map<ID, T> rows) {
		KeyCodec<ID> codec = this.mapping.idCodec();
		Map<ID, T> byKey = new HashMap<>();
		query(session, ids).forEach((row) -> byKey.put(codec.canonical((ID) session.getIdentifier(row)), row));
		ids.forEach((id) -> {
			T row = byKey.get(codec.canonical(id));
			if (row != null) {
				rows.put(id, row);
			}
		});
	}

	// Which of the ids a row was found by, only the database can tell.
	private void addOneByOne(Session session, Collection<ID> ids, Map<ID, T> rows) {
		for (ID id : ids) {
			T row = one(session, id);
			if (row != null) {
				rows.put(id, row);
			}
		}
	}

	@SuppressWarnings("unchecked")
	private List<T> query(Session session, Collection<ID> ids) {
		CriteriaBuilder builder = session.getCriteriaBuilder();
		CriteriaQuery<T> query = builder.createQuery(this.mapping.entityType());
		Root<T> root = query.from(this.mapping.entityType());
		Expression<ID> id = (Expression<ID>) ((JpaRoot<T>) root).id();
		Predicate condition = (ids.size() == 1) ? builder.equal(id, ids.iterator().next()) : id.in(ids);
		Query<T> prepared = session.createQuery(query.where(condition));
		if (this.graph != null) {
			prepared.setEntityGraph(this.graph.apply(session), GraphSemantic.LOAD);
		}
		return prepared.getResultList().stream().distinct().toList();
	}

}
