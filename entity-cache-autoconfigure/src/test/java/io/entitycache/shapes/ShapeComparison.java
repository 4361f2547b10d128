package io.entitycache.shapes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.assertj.core.api.Assertions;
import org.hibernate.Hibernate;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * Compares a copy with what the persistence provider finds. What that has loaded the copy
 * has to have, down to the end; of what it has not loaded only the ids are compared.
 */
final class ShapeComparison {

	private final SessionFactoryImplementor factory;

	private final List<String> differences = new ArrayList<>();

	private final Set<Object> compared = Collections.newSetFromMap(new IdentityHashMap<>());

	private ShapeComparison(SessionFactoryImplementor factory) {
		this.factory = factory;
	}

	static List<String> differences(SessionFactoryImplementor factory, Object expected, @Nullable Object actual) {
		ShapeComparison comparison = new ShapeComparison(factory);
		comparison.compare("", expected, actual);
		return comparison.differences;
	}

	private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
		if (expected == null || actual == null) {
			require(path, expected == actual, expected, actual);
		}
		else if (isEntity(expected)) {
			compareEntities(path, expected, actual);
		}
		else if (!Hibernate.isInitialized(expected)) {
			require(path, actual instanceof Collection<?> || actual instanceof Map<?, ?>, "a collection", actual);
		}
		else if (!Hibernate.isInitialized(actual)) {
			this.differences.add(path + ": not loaded");
		}
		else if (expected instanceof Map<?, ?> map) {
			compareLists(path, sorted(map.entrySet()), sorted(((Map<?, ?>) actual).entrySet()));
		}
		else if (expected instanceof List<?> list && isOrdered(list)) {
			compareLists(path, list, (List<?>) actual);
		}
		else if (expected instanceof Collection<?> collection) {
			compareLists(path, sorted(collection), sorted((Collection<?>) actual));
		}
		else if (expected instanceof Map.Entry<?, ?> entry) {
			compare(path + ".key", entry.getKey(), ((Map.Entry<?, ?>) actual).getKey());
			compare(path + ".value", entry.getValue(), ((Map.Entry<?, ?>) actual).getValue());
		}
		else {
			compareValues(path, expected, actual);
		}
	}

	private void compareValues(String path, Object expected, Object actual) {
		try {
			Assertions.assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
		}
		catch (AssertionError ex) {
			this.differences.add("%s: %s, not %s".formatted(path, actual, expected));
		}
	}

	private static boolean isOrdered(List<?> list) {
		return !(list instanceof org.hibernate.collection.spi.PersistentBag<?>);
	}

	private List<?> sorted(Collection<?> elements) {
		return elements.stream().sorted(Comparator.comparing(this::text)).toList();
	}

	private String text(@Nullable Object element) {
		if (element instanceof Map.Entry<?, ?> entry) {
			return text(entry.getKey());
		}
		return (element != null && isEntity(element)) ? String.valueOf(idOf(element)) : String.valueOf(element);
	}

	private void compareLists(String path, List<?> expected, List<?> actual) {
		require(path + ".size", expected.size() == actual.size(), expected.size(), actual.size());
		for (int i = 0; i < Math.min(expected.size(), actual.size()); i++) {
			compare(path + '[' + i + ']', expected.get(i), actual.get(i));
		}
	}

	private void compareEntities(String path, Object expected, Object actual) {
		if (!isEntity(actual)) {
			this.differences.add(path + ": no entity");
			return;
		}
		compareValues(path + "#id", idOf(expected), idOf(actual));
		if (!Hibernate.isInitialized(expected)) {
			return;
		}
		if (!Hibernate.isInitialized(actual)) {
			this.differences.add(path + ": a reference");
			return;
		}
		Object row = Hibernate.unproxy(expected);
		Object copy = Hibernate.unproxy(actual);
		require(path, row.getClass() == copy.getClass(), row.getClass(), copy.getClass());
		if (this.compared.add(row) && row.getClass() == copy.getClass()) {
			values(row).forEach((name, value) -> compare(path + '.' + name, value, values(copy).get(name)));
		}
	}

	private Map<String, @Nullable Object> values(Object entity) {
		EntityPersister persister = persister(entity);
		Map<String, @Nullable Object> values = new LinkedHashMap<>();
		persister.forEachAttributeMapping((attribute) -> {
			if (!attribute.getAttributeName().startsWith("_")) {
				add(attribute.getAttributeName(), attribute, attribute.getValue(entity), values);
			}
		});
		if (persister.getIdentifierMapping() instanceof NonAggregatedIdentifierMapping virtual) {
			virtual.getVirtualIdEmbeddable()
				.forEachAttributeMapping(
						(attribute) -> values.put(attribute.getAttributeName(), attribute.getValue(entity)));
		}
		return values;
	}

	private static void add(String name, AttributeMapping attribute, @Nullable Object value,
			Map<String, @Nullable Object> values) {
		if (value != null && attribute instanceof EmbeddableValuedModelPart embedded) {
			embedded.getEmbeddableTypeDescriptor()
				.forEachAttributeMapping(
						(inner) -> add(name + '.' + inner.getAttributeName(), inner, inner.getValue(value), values));
		}
		else {
			values.put(name, value);
		}
	}

	private boolean isEntity(Object value) {
		return value instanceof HibernateProxy || this.factory.getMappingMetamodel().isEntityClass(value.getClass());
	}

	private Object idOf(Object entity) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(entity);
		return (proxy != null) ? proxy.getInternalIdentifier() : persister(entity).getIdentifier(entity);
	}

	private EntityPersister persister(Object entity) {
		return this.factory.getMappingMetamodel().getEntityDescriptor(entity.getClass());
	}

	private void require(String path, boolean holds, @Nullable Object expected, @Nullable Object actual) {
		if (!holds) {
			this.differences.add("%s: %s, not %s".formatted(path, actual, expected));
		}
	}

}
