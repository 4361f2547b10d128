package io.entitycache.jpa;

import java.util.HashSet;
import java.util.Set;

import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;

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
		Set<String> keyColumns = new HashSet<>();
		this.collection.getAttributeMapping()
			.getKeyDescriptor()
			.visitKeySelectables((index, column) -> keyColumns.add(column.getSelectionExpression()));
		return keyColumns.stream().anyMatch(columns::contains);
	}

}
