package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;

import jakarta.persistence.criteria.Path;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The columns of an id: where queries find them, and where the id's value has theirs. */
final class IdColumns {

	private final List<Column> columns = new ArrayList<>();

	private IdColumns() {
	}

	/** Those of the entity's id. */
	static List<Column> of(EntityPersister persister) {
		IdColumns reader = new IdColumns();
		reader.addId(List.of(), List.of(), persister.getIdentifierMapping());
		return List.copyOf(reader.columns);
	}

	/** The associations that an id class names by the id of their target. */
	static List<ToOneAttributeMapping> associations(EntityPersister persister) {
		List<ToOneAttributeMapping> associations = new ArrayList<>();
		if (persister.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping virtual) {
			virtual.getVirtualIdEmbeddable().forEachAttributeMapping((attribute) -> {
				if (attribute instanceof ToOneAttributeMapping association) {
					associations.add(association);
				}
			});
		}
		return associations;
	}

	private void addId(List<String> path, List<Step> steps, EntityIdentifierMapping id) {
		if (id instanceof BasicValuedMapping basic) {
			add(with(path, id.getAttributeName()), steps,
					basic.getJdbcMapping().getJavaTypeDescriptor().getJavaTypeClass());
		}
		else if (id instanceof NonAggregatedIdentifierMapping virtual) {
			addAll(path, steps, virtual.getMappedIdEmbeddableTypeDescriptor(), virtual.getVirtualIdEmbeddable());
		}
		else if (id instanceof EmbeddableValuedModelPart embedded) {
			EmbeddableMappingType type = embedded.getEmbeddableTypeDescriptor();
			addAll(with(path, id.getAttributeName()), steps, type, type);
		}
		else {
			throw new IllegalArgumentException("the id is of an unknown kind");
		}
	}

	/**
	 * Adds those of an embeddable.
	 * @param type what the value is like
	 * @param declared what the entity is like, which may have an association where the
	 * value has the id of its target
	 */
	private void addAll(List<String> path, List<Step> steps, EmbeddableMappingType type,
			EmbeddableMappingType declared) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			List<String> inner = with(path, attribute.getAttributeName());
			List<Step> innerSteps = with(steps, new Step(type, i));
			if (declared.findAttributeMapping(attribute.getAttributeName()) instanceof ToOneAttributeMapping toOne) {
				addId(inner, innerSteps, toOne.getEntityMappingType().getEntityPersister().getIdentifierMapping());
			}
			else if (attribute instanceof EmbeddableValuedModelPart embedded) {
				EmbeddableMappingType part = embedded.getEmbeddableTypeDescriptor();
				addAll(inner, innerSteps, part, part);
			}
			else {
				add(inner, innerSteps, attribute.getJavaType().getJavaTypeClass());
			}
		}
	}

	private void add(List<String> path, List<Step> steps, Class<?> type) {
		this.columns.add(new Column(path, steps, type));
	}

	private static <E> List<E> with(List<E> list, E last) {
		List<E> longer = new ArrayList<>(list);
		longer.add(last);
		return List.copyOf(longer);
	}

	/**
	 * One column of the id.
	 *
	 * @param path its path in queries
	 * @param steps the way to it from the id's value
	 * @param type the class of its values
	 */
	record Column(List<String> path, List<Step> steps, Class<?> type) {

		/** Where a query finds it. */
		Path<?> in(Path<?> root) {
			Path<?> found = root;
			for (String name : this.path) {
				found = found.get(name);
			}
			return found;
		}

		/** What an id has there, {@code null} if nothing. */
		@Nullable Object valueOf(Object id) {
			@Nullable Object value = id;
			for (Step step : this.steps) {
				value = (value != null) ? step.type().getValue(value, step.index()) : null;
			}
			return value;
		}

	}

	/** From an embeddable to one of its attributes. */
	record Step(EmbeddableMappingType type, int index) {
	}

}
