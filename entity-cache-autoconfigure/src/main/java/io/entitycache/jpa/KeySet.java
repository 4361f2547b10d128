package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Predicate;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;

/**
 * The order of an entity's rows by their id, and where in that order a row stands. The
 * database alone compares: what it says comes after a row is what a page begins with.
 */
final class KeySet {

	private final EntityIdentifierMapping id;

	private final List<Column> columns = new ArrayList<>();

	private KeySet(EntityPersister persister) {
		this.id = persister.getIdentifierMapping();
		if (this.id instanceof BasicValuedMapping basic) {
			add(List.of(this.id.getAttributeName()), List.of(),
					basic.getJdbcMapping().getJavaTypeDescriptor().getJavaTypeClass());
		}
		else if (this.id instanceof NonAggregatedIdentifierMapping virtual) {
			addAll(List.of(), List.of(), virtual.getMappedIdEmbeddableTypeDescriptor());
		}
		else if (this.id instanceof EmbeddableValuedModelPart embedded) {
			addAll(List.of(this.id.getAttributeName()), List.of(), embedded.getEmbeddableTypeDescriptor());
		}
		else {
			throw new IllegalArgumentException("the id is of an unknown kind");
		}
	}

	/**
	 * The order by id.
	 * @throws IllegalArgumentException if a part of the id has no order; the message says
	 * which one
	 */
	static KeySet of(EntityPersister persister) {
		return new KeySet(persister);
	}

	private void addAll(List<String> path, List<Step> steps, EmbeddableMappingType type) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			List<String> inner = with(path, attribute.getAttributeName());
			List<Step> innerSteps = with(steps, new Step(type, i));
			if (attribute instanceof EmbeddableValuedModelPart embedded) {
				addAll(inner, innerSteps, embedded.getEmbeddableTypeDescriptor());
			}
			else {
				add(inner, innerSteps, attribute.getJavaType().getJavaTypeClass());
			}
		}
	}

	private void add(List<String> path, List<Step> steps, Class<?> type) {
		if (!Comparable.class.isAssignableFrom(ClassUtils.resolvePrimitiveIfNecessary(type))) {
			throw new IllegalArgumentException(
					"'%s' has the type %s, which has no order".formatted(String.join(".", path), type.getName()));
		}
		this.columns.add(new Column(path, steps));
	}

	private static <E> List<E> with(List<E> list, E last) {
		List<E> longer = new ArrayList<>(list);
		longer.add(last);
		return List.copyOf(longer);
	}

	/** What to order by. */
	List<Path<?>> paths(Path<?> root) {
		List<Path<?>> paths = new ArrayList<>();
		for (Column column : this.columns) {
			Path<?> path = root;
			for (String name : column.path()) {
				path = path.get(name);
			}
			paths.add(path);
		}
		return paths;
	}

	/** Where the id stands in the order. */
	List<Object> values(Object idValue) {
		List<Object> values = new ArrayList<>();
		for (Column column : this.columns) {
			@Nullable Object value = idValue;
			for (Step step : column.steps()) {
				value = step.type().getValue(Objects.requireNonNull(value), step.index());
			}
			values.add(Objects.requireNonNull(value));
		}
		return values;
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

	/**
	 * One column of the id: its path in queries, and the way to it from the id's value.
	 */
	private record Column(List<String> path, List<Step> steps) {
	}

	/** From an embeddable to one of its attributes. */
	private record Step(EmbeddableMappingType type, int index) {
	}

}
