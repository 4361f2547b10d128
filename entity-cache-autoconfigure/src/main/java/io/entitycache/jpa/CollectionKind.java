package io.entitycache.jpa;

import java.util.function.Supplier;

import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.collection.spi.PersistentBag;
import org.hibernate.collection.spi.PersistentList;
import org.hibernate.collection.spi.PersistentMap;
import org.hibernate.collection.spi.PersistentSet;
import org.hibernate.collection.spi.PersistentSortedMap;
import org.hibernate.collection.spi.PersistentSortedSet;
import org.hibernate.metamodel.CollectionClassification;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/** The kinds of persistent collections that can be made without a session. */
enum CollectionKind {

	BAG(PersistentBag::new), LIST(PersistentList::new), SET(PersistentSet::new), SORTED_SET(PersistentSortedSet::new),
	MAP(PersistentMap::new), SORTED_MAP(PersistentSortedMap::new);

	private final Supplier<AbstractPersistentCollection<?>> factory;

	CollectionKind(Supplier<AbstractPersistentCollection<?>> factory) {
		this.factory = factory;
	}

	/** The attribute's kind, {@code null} if it is none of these. */
	static @Nullable CollectionKind of(PluralAttributeMapping attribute) {
		CollectionClassification classification = attribute.getCollectionDescriptor()
			.getCollectionSemantics()
			.getCollectionClassification();
		return switch (classification) {
			case BAG -> BAG;
			case LIST -> LIST;
			case SET, ORDERED_SET -> SET;
			case SORTED_SET -> SORTED_SET;
			case MAP, ORDERED_MAP -> MAP;
			case SORTED_MAP -> SORTED_MAP;
			case ARRAY, ID_BAG -> null;
		};
	}

	boolean isMap() {
		return this == MAP || this == SORTED_MAP;
	}

	/** Whether an element may be {@code null}. */
	boolean allowsNull() {
		return this == LIST || this == BAG;
	}

	/** An uninitialized collection that belongs to no session. */
	AbstractPersistentCollection<?> create(CollectionPersister persister, @Nullable Object owner, @Nullable Object id) {
		AbstractPersistentCollection<?> collection = this.factory.get();
		collection.setOwner(owner);
		collection.setSnapshot(id, persister.getRole(), null);
		return collection;
	}

}
