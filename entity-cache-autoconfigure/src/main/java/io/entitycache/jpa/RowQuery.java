package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.EntityGraph;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import org.hibernate.Session;
import org.hibernate.graph.GraphSemantic;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.query.Query;
import org.hibernate.query.criteria.JpaFrom;
import org.jspecify.annotations.Nullable;

/**
 * Reads rows by a query, with the columns that are read beside their entities if there
 * are any.
 *
 * @param <T> the entity's type
 */
final class RowQuery<T> {

	private final EntityMapping<T, ?> mapping;

	private final boolean rowsAlone;

	private final boolean columns;

	/**
	 * Creates a query.
	 * @param rowsAlone whether what the mapping says is loaded with a row is left out
	 * @param columns whether columns are read beside the entities
	 */
	RowQuery(EntityMapping<T, ?> mapping, boolean rowsAlone, boolean columns) {
		this.mapping = mapping;
		this.rowsAlone = rowsAlone;
		this.columns = columns && mapping.hasColumns();
	}

	/** The states of the rows, at most so many, {@code null} for all. */
	List<EntityState> read(Session session, @Nullable Integer limit, Restriction<T> restriction) {
		List<EntityState> states = new ArrayList<>();
		// By identity: the application's equality may take two rows for one.
		Map<Object, Boolean> seen = new IdentityHashMap<>();
		if (this.columns) {
			for (@Nullable
			Object[] row : query(session, limit, restriction, Object[].class).getResultList()) {
				Object entity = row[0];
				if (entity != null && seen.put(entity, true) == null) {
					states.add(this.mapping.stateOf(session, entity, row));
				}
			}
			return states;
		}
		for (T entity : query(session, limit, restriction, this.mapping.entityType()).getResultList()) {
			if (seen.put(entity, true) == null) {
				states.add(this.mapping.stateOf(session, entity));
			}
		}
		return states;
	}

	/** The states of the rows with these ids, as the database compares them. */
	List<EntityState> readByIds(Session session, Collection<?> ids) {
		return read(session, null,
				(builder, query, root) -> query.where(byIds(this.mapping, session, builder, root, ids)));
	}

	@SuppressWarnings("unchecked")
	private <R> Query<R> query(Session session, @Nullable Integer limit, Restriction<T> restriction, Class<R> type) {
		CriteriaBuilder builder = session.getCriteriaBuilder();
		CriteriaQuery<R> query = builder.createQuery(type);
		Root<T> root = query.from(this.mapping.entityType());
		if (this.columns) {
			List<Selection<?>> selections = new ArrayList<>(List.of(root));
			selections.addAll(this.mapping.columns().selections(builder, root));
			query.select((Selection<? extends R>) builder.array(selections.toArray(Selection[]::new)));
		}
		restriction.apply(builder, query, root);
		Query<R> prepared = session.createQuery(query);
		if (this.rowsAlone) {
			prepared.setEntityGraph((EntityGraph<R>) this.mapping.rows(session), GraphSemantic.LOAD);
		}
		return (limit != null) ? prepared.setMaxResults(limit) : prepared;
	}

	private static Predicate byIds(EntityMapping<?, ?> mapping, Session session, CriteriaBuilder builder, Root<?> root,
			Collection<?> ids) {
		if (!(mapping.persister().getIdentifierMapping() instanceof NonAggregatedIdentifierMapping)) {
			return ((JpaFrom<?, ?>) root).id().in(ids);
		}
		List<IdColumns.Column> columns = IdColumns.of(mapping.persister());
		return builder.or(ids.stream()
			// No row has an id that lacks a part.
			.filter((id) -> columns.stream().allMatch((column) -> column.valueOf(id) != null))
			.map((id) -> builder.and(columns.stream()
				.map((column) -> builder.equal(column.in(root), column.valueOf(id)))
				.toArray(Predicate[]::new)))
			.toArray(Predicate[]::new));
	}

	/** Says which rows, and in which order. */
	interface Restriction<T> {

		void apply(CriteriaBuilder builder, CriteriaQuery<?> query, Root<T> root);

	}

}
