package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Path;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Selection;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.query.criteria.HibernateCriteriaBuilder;
import org.hibernate.query.spi.QueryEngine;
import org.hibernate.query.sqm.function.SqmFunctionDescriptor;
import org.hibernate.query.sqm.tree.SqmTypedNode;
import org.hibernate.type.BasicType;
import org.jspecify.annotations.Nullable;

/**
 * The columns that are read beside an entity, see {@link ColumnType}. They are selected
 * by the statement that reads the entity, so that both are of one moment.
 */
final class ReadColumns {

	private final EntityPersister persister;

	private final List<Column> columns = new ArrayList<>();

	ReadColumns(EntityPersister persister, Collection<EntityShape> shapes) {
		this.persister = persister;
		Map<Name, Column> known = new LinkedHashMap<>();
		for (EntityShape shape : shapes) {
			add(shape, shape.attributes(), List.of(), List.of(), known);
		}
		this.columns.addAll(known.values());
	}

	private void add(EntityShape shape, PartList parts, List<String> path, List<Integer> position,
			Map<Name, Column> known) {
		for (int i = 0; i < parts.names().size(); i++) {
			List<String> inner = with(path, parts.names().get(i));
			List<Integer> innerPosition = with(position, i);
			if (parts.part(i) instanceof EmbeddedPart embedded) {
				add(shape, embedded.parts(), inner, innerPosition, known);
			}
			else if (parts.part(i) instanceof ColumnPart part) {
				boolean inherited = this.persister.findAttributeMapping(inner.get(0)) != null;
				Class<?> owner = inherited ? this.persister.getMappedClass() : shape.entityType();
				known
					.computeIfAbsent(new Name(owner, inner),
							(name) -> new Column(name, part.type().column(), new HashMap<>()))
					.places()
					.put(shape, new Place(part, innerPosition));
			}
		}
	}

	private static <E> List<E> with(List<E> list, E last) {
		List<E> longer = new ArrayList<>(list);
		longer.add(last);
		return List.copyOf(longer);
	}

	boolean isEmpty() {
		return this.columns.isEmpty();
	}

	/** What to select after the entity. */
	List<Selection<?>> selections(CriteriaBuilder builder, Root<?> root) {
		QueryEngine engine = this.persister.getFactory().getQueryEngine();
		SqmFunctionDescriptor asItIs = engine.getSqmFunctionRegistry().findFunctionDescriptor("sql");
		if (asItIs == null) {
			throw new IllegalStateException("The persistence provider has no function 'sql'");
		}
		List<Selection<?>> selections = new ArrayList<>();
		for (Column column : this.columns) {
			Expression<String> pattern = ((HibernateCriteriaBuilder) builder).literal("?");
			selections.add(asItIs.generateSqmExpression(
					List.of((SqmTypedNode<?>) pattern, (SqmTypedNode<?>) path(builder, root, column.name())),
					column.type(), engine));
		}
		return selections;
	}

	@SuppressWarnings("unchecked")
	private Path<?> path(CriteriaBuilder builder, Root<?> root, Name name) {
		Path<?> path = (name.owner() == this.persister.getMappedClass()) ? root
				: builder.treat((Root<Object>) root, (Class<Object>) name.owner());
		for (String attribute : name.path()) {
			path = path.get(attribute);
		}
		return path;
	}

	/**
	 * Puts the columns of a row into its states.
	 * @param row the entity and what was selected after it
	 */
	void put(EntityShape shape, @Nullable Object[] states, @Nullable Object[] row) {
		for (int i = 0; i < this.columns.size(); i++) {
			Place place = this.columns.get(i).places().get(shape);
			if (place != null) {
				place.put(states, row[i + 1]);
			}
		}
	}

	/** An attribute, by the class that is asked for it and its path from there. */
	private record Name(Class<?> owner, List<String> path) {
	}

	/** A column, and where it is in the states of each shape. */
	private record Column(Name name, BasicType<?> type, Map<EntityShape, Place> places) {
	}

	/** Where a column is in a state: the position of each embeddable, and its own. */
	private record Place(ColumnPart part, List<Integer> position) {

		private void put(@Nullable Object[] states, @Nullable Object column) {
			@Nullable Object[] inner = states;
			for (int i = 0; i < this.position.size() - 1; i++) {
				Object embedded = inner[this.position.get(i)];
				if (embedded == null) {
					return;
				}
				inner = (@Nullable Object[]) embedded;
			}
			inner[this.position.get(this.position.size() - 1)] = this.part.ofColumn(column);
		}

	}

}
