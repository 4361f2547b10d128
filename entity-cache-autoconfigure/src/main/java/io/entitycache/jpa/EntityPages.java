package io.entitycache.jpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import org.hibernate.query.criteria.JpaFrom;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table page by page, each in a transaction of its own, so that neither the
 * memory nor a snapshot has to hold more than a page. To be used outside of transactions.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public final class EntityPages<T, ID> {

	private final LoadSessions sessions;

	private final EntityMapping<T, ID> mapping;

	private final KeySet keySet;

	private final RowQuery<T> rows;

	private final int pageSize;

	/**
	 * Creates a reader.
	 * @param timeout the longest time a page may take
	 * @param pageSize rows in one page
	 * @throws IllegalArgumentException if the ids have no order; the message says why
	 */
	public EntityPages(EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping, Duration timeout,
			int pageSize) {
		this.sessions = new LoadSessions(entityManagerFactory, mapping, timeout);
		this.mapping = mapping;
		this.rows = new RowQuery<>(mapping, mapping.loadsMoreThanItself(), /* columns= */ true);
		this.keySet = KeySet.of(mapping.persister());
		this.pageSize = pageSize;
	}

	/** Whether the table can be read by a thread that has no tenant. */
	public static boolean isReadable(EntityMapping<?, ?> mapping) {
		return isOrdered(mapping) && Tenants.of(mapping.persister().getFactory()) == null;
	}

	/** Whether the ids have an order, so that pages of them can be read. */
	public static boolean isOrdered(EntityMapping<?, ?> mapping) {
		try {
			KeySet.of(mapping.persister());
			return true;
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

	/** Rows in one page. */
	public int pageSize() {
		return this.pageSize;
	}

	/** Whether what is read may be remembered. */
	public FillPermission fillPermission() {
		return this.sessions.conditions().permission();
	}

	/** The number of rows now. */
	public long count() {
		return this.sessions.read((session) -> {
			CriteriaBuilder builder = session.getCriteriaBuilder();
			CriteriaQuery<Long> query = builder.createQuery(Long.class);
			query.select(builder.count(query.from(this.mapping.entityType())));
			return session.createQuery(query).getSingleResult();
		});
	}

	/**
	 * The page after that row in the order of the ids, {@code null} for the first one.
	 */
	public Map<ID, EntityState> after(@Nullable EntityState last) {
		return read((builder, root) -> {
			List<Path<?>> order = this.keySet.paths(root);
			return new Range(order,
					(last != null) ? KeySet.after(builder, order, this.keySet.values(last.id())) : null);
		});
	}

	/**
	 * The page of rows that were changed at that time or later, after that row in the
	 * order of their changes, {@code null} for the first one.
	 */
	public Map<ID, EntityState> changedSince(ChangeTime changed, Object since, @Nullable EntityState last) {
		return read((builder, root) -> {
			List<Path<?>> order = new ArrayList<>(List.of(root.get(changed.attribute())));
			order.addAll(this.keySet.paths(root));
			if (last == null) {
				return new Range(order, KeySet.notLess(builder, order.get(0), since));
			}
			List<Object> values = new ArrayList<>();
			values.add(Objects.requireNonNull(changed.of(last)));
			values.addAll(this.keySet.values(last.id()));
			return new Range(order, KeySet.after(builder, order, values));
		});
	}

	/** The ids of the page after that id, {@code null} for the first one. */
	@SuppressWarnings("unchecked")
	public List<ID> idsAfter(@Nullable ID last) {
		return this.sessions.read((session) -> {
			CriteriaBuilder builder = session.getCriteriaBuilder();
			CriteriaQuery<ID> query = builder.createQuery(this.mapping.idType());
			Root<T> root = query.from(this.mapping.entityType());
			List<Path<?>> order = this.keySet.paths(root);
			query.select((Expression<ID>) ((JpaFrom<?, T>) root).id());
			order(builder, query,
					new Range(order, (last != null) ? KeySet.after(builder, order, this.keySet.values(last)) : null));
			return session.createQuery(query).setMaxResults(this.pageSize).getResultList();
		});
	}

	private Map<ID, EntityState> read(RangeFactory<T> factory) {
		return this.sessions.read((session) -> {
			session.setFetchBatchSize(this.pageSize);
			Map<ID, EntityState> states = new LinkedHashMap<>();
			for (EntityState state : this.rows.read(session, this.pageSize,
					(builder, query, root) -> order(builder, query, factory.create(builder, root)))) {
				states.put(this.mapping.idCodec().canonical(this.mapping.idOf(state)), state);
			}
			return states;
		});
	}

	private static void order(CriteriaBuilder builder, CriteriaQuery<?> query, Range range) {
		Predicate begin = range.begin();
		if (begin != null) {
			query.where(begin);
		}
		query.orderBy(range.order().stream().map(builder::asc).toList());
	}

	/** Makes the range of one query. */
	private interface RangeFactory<T> {

		Range create(CriteriaBuilder builder, Root<T> root);

	}

	/** Where a page begins in which order. */
	private record Range(List<Path<?>> order, @Nullable Predicate begin) {
	}

}
