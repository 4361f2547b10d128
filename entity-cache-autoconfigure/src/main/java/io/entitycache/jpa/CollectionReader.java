package io.entitycache.jpa;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.SelectableConsumer;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;

/** Reads an association whose members are not in the row from the metamodel. */
final class CollectionReader {

	/* Which members an owner has would be remembered beside rows that nobody watches. */

	private static final String SUBQUERY = "has members that a subquery restricts, orders or names";

	/* Events of the members tell of their attributes, of which the id is none. */

	private static final String PART_OF_ID = "has members whose id contains the association with their owner";

	private CollectionReader() {
	}

	/** The association, with an obstacle if no copy of it can be made. */
	static Association read(PluralAttributeMapping attribute) {
		CollectionKind kind = CollectionKind.of(attribute);
		if (kind == null || !(attribute.getElementDescriptor() instanceof EntityCollectionPart element)) {
			throw new IllegalStateException("'%s' is no collection of entities".formatted(attribute));
		}
		EntityPersister target = element.getEntityMappingType().getEntityPersister();
		CollectionPart index = kind.isMap() ? attribute.getIndexDescriptor() : null;
		if (index instanceof EntityCollectionPart) {
			return Association.withObstacle(attribute, target, "has entities as keys");
		}
		if (!attribute.getKeyDescriptor().getTargetPart().isEntityIdentifierMapping()) {
			return Association.withObstacle(attribute, target, "refers to another column than the id of its owner");
		}
		if (attribute.getCollectionDescriptor().isOneToMany()
				&& isPartOfId(target, (visitor) -> attribute.getKeyDescriptor().visitKeySelectables(visitor))) {
			return Association.withObstacle(attribute, target, PART_OF_ID);
		}
		PartReader reader = new PartReader();
		String path = attribute.getAttributeName();
		reader.addMembership(path, attribute, target);
		if (isSubqueryIn(reader)) {
			return Association.withObstacle(attribute, target, SUBQUERY);
		}
		StatePart key = (index != null) ? reader.element(path + " (key)", index) : null;
		ReferencePart member = new ReferencePart(target, reader.id(target.getIdentifierMapping(), path));
		return reader.reasons().isEmpty()
				? Association.toMany(attribute,
						new ManyRole(attribute, new ElementsPart(attribute, kind, key, member), member))
				: Association.withObstacle(attribute, target, String.join("; ", reader.reasons()));
	}

	/** The inverse side of a one-to-one association, in the same way. */
	static Association readInverse(ToOneAttributeMapping attribute) {
		EntityPersister target = attribute.getEntityMappingType().getEntityPersister();
		if (isPartOfId(target, (visitor) -> attribute.getForeignKeyDescriptor().visitKeySelectables(visitor))) {
			return Association.inverseWithObstacle(attribute, target, PART_OF_ID);
		}
		PartReader reader = new PartReader();
		reader.addTableQueries(target);
		reader.addKey(attribute);
		if (isSubqueryIn(reader)) {
			return Association.inverseWithObstacle(attribute, target, SUBQUERY);
		}
		ReferencePart member = new ReferencePart(target,
				reader.id(target.getIdentifierMapping(), attribute.getAttributeName()));
		return reader.reasons().isEmpty() ? Association.inverse(attribute, new InverseRole(attribute, member))
				: Association.inverseWithObstacle(attribute, target, String.join("; ", reader.reasons()));
	}

	/** Whether an association in the members' id says to which owner they belong. */
	private static boolean isPartOfId(EntityPersister target, Consumer<SelectableConsumer> key) {
		Set<String> columns = new HashSet<>();
		IdColumns.associations(target)
			.forEach((association) -> association
				.forEachSelectable((index, column) -> columns.add(column.getSelectionExpression())));
		Set<String> shared = new HashSet<>();
		key.accept((index, column) -> {
			if (columns.contains(column.getSelectionExpression())) {
				shared.add(column.getSelectionExpression());
			}
		});
		return !shared.isEmpty();
	}

	private static boolean isSubqueryIn(PartReader reader) {
		return !reader.reasons().isEmpty() || !reader.dependencies().isEmpty();
	}

}
