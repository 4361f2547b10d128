package io.entitycache.jpa;

import java.util.HashSet;
import java.util.Set;

import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The foreign key that ties the elements of a collection to its owner. */
final class CollectionKey {

	private final CollectionPersister collection;

	CollectionKey(CollectionPersister collection) {
		this.collection = collection;
	}

	/**
	 * Whether the entities of a one-to-many association have the key among their own
	 * attributes, so that they change when the collection does.
	 */
	boolean isKnownToElements() {
		EntityPersister elements = this.collection.getElementPersister();
		if (!elements.getSubMappingTypes().isEmpty()) {
			// Not worth a look at the attributes of each.
			return true;
		}
		Set<String> columns = new HashSet<>();
		elements.getIdentifierMapping()
			.forEachSelectable((index, column) -> columns.add(column.getSelectionExpression()));
		elements.forEachAttributeMapping((attribute) -> {
			if (!(attribute instanceof PluralAttributeMapping)) {
				attribute.forEachSelectable((index, column) -> columns.add(column.getSelectionExpression()));
			}
		});
		return columns().stream().anyMatch(columns::contains);
	}

	/**
	 * The attribute of the elements that refers to the owner by this key, {@code null} if
	 * they have none.
	 */
	@Nullable String attributeOfElements() {
		EntityPersister elements = this.collection.getElementPersister();
		String mappedBy = this.collection.getMappedByProperty();
		if (mappedBy != null && !mappedBy.isEmpty()) {
			return (mappedBy.indexOf('.') < 0) ? mappedBy : null;
		}
		Set<String> columns = columns();
		for (int i = 0; i < elements.getNumberOfAttributeMappings(); i++) {
			if (elements.getAttributeMapping(i) instanceof ToOneAttributeMapping toOne) {
				Set<String> own = new HashSet<>();
				toOne.forEachSelectable((index, column) -> own.add(column.getSelectionExpression()));
				if (own.equals(columns)) {
					return toOne.getAttributeName();
				}
			}
		}
		return null;
	}

	private Set<String> columns() {
		Set<String> columns = new HashSet<>();
		this.collection.getAttributeMapping()
			.getKeyDescriptor()
			.visitKeySelectables((index, column) -> columns.add(column.getSelectionExpression()));
		return columns;
	}

}
