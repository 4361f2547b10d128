package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import org.hibernate.persister.entity.EntityPersister;

import org.springframework.util.ClassUtils;

/**
 * The order of an entity's rows by their id, and where in that order a row stands. The
 * database alone compares: what it says comes after a row is what a page begins with.
 */
final class KeySet {

	private final List<IdColumns.Column> columns;

	private KeySet(List<IdColumns.Column> columns) {
		this.columns = columns;
	}

	/**
	 * The order by id.
	 * @throws IllegalArgumentException if a part of the id has no order; the message says
	 * which one
	 */
	static KeySet of(EntityPersister persister) {
		List<IdColumns.Column> columns = IdColumns.of(persister);
		for (IdColumns.Column column : columns) {
			if (!Comparable.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(column.type()))) {
				throw new IllegalArgumentException("'%s' has the type %s, which has no order"
					.formatted(String.join(".", column.path()), column.type().getName()));
			}
		}
		return new KeySet(columns);
	}

	/** What to order by. */
	List<Path<?>> paths(Path<?> root) {
		List<Path<?>> paths = new ArrayList<>();
		this.columns.forEach((column) -> paths.add(column.in(root)));
		return paths;
	}

	/** Where the id stands in the order. */
	List<Object> values(Object id) {
		return this.columns.stream().map((column) -> Objects.requireNonNull(column.valueOf(id))).toList();
	}

	/** Whatever comes after the values in the order of the paths. */
	static Predicate after(CriteriaBuilder builder, List<Path<?>> paths, List<Object> values) {
		List<Predicate> alternatives = new ArrayList<>();
		for (int i = 0; i < paths.size(); i++) {
			List<Predicate> all = new ArrayList<>();
			for (int j = 0; j < i; j++) {
				all.add(builder.equal(paths.get(j), values.get(j)));
			}
			all.add(greater(builder, paths.get(i), values.get(i)));
			alternatives.add(builder.and(all.toArray(new Predicate[0])));
		}
		Predicate after = builder.or(alternatives.toArray(new Predicate[0]));
		// Says nothing new, and lets an index on the first column be used.
		return (paths.size() == 1) ? after : builder.and(notLess(builder, paths.get(0), values.get(0)), after);
	}

	@SuppressWarnings("unchecked")
	private static <C extends Comparable<? super C>> Predicate greater(CriteriaBuilder builder, Path<?> path,
			Object value) {
		return builder.greaterThan((Expression<C>) path, (C) value);
	}

	@SuppressWarnings("unchecked")
	static <C extends Comparable<? super C>> Predicate notLess(CriteriaBuilder builder, Path<?> path, Object value) {
		return builder.greaterThanOrEqualTo((Expression<C>) path, (C) value);
	}

}
