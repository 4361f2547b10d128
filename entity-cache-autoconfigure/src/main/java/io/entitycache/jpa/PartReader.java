package io.entitycache.jpa;

import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

import org.hibernate.annotations.SQLRestriction;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.BasicValuedMapping;
import org.hibernate.metamodel.mapping.BasicValuedModelPart;
import org.hibernate.metamodel.mapping.CollectionPart;
import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.hibernate.metamodel.mapping.EmbeddableValuedModelPart;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.ForeignKeyDescriptor;
import org.hibernate.metamodel.mapping.JdbcMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.VirtualModelPart;
import org.hibernate.metamodel.mapping.SelectableMapping;
import org.hibernate.metamodel.mapping.internal.EntityCollectionPart;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.metamodel.mapping.internal.VirtualEmbeddedAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.property.access.internal.PropertyAccessStrategyBackRefImpl;
import org.hibernate.property.access.internal.PropertyAccessStrategyIndexBackRefImpl;
import org.hibernate.property.access.spi.PropertyAccessStrategy;
import org.hibernate.sql.results.graph.FetchOptions;
import org.hibernate.engine.FetchTiming;
import org.hibernate.type.descriptor.java.MutabilityPlan;
import org.jspecify.annotations.Nullable;

import org.springframework.core.annotation.AnnotatedElementUtils;

/**
 * Reads the parts of an entity from the metamodel. What could only come back wrong is
 * gathered as a reason against caching the entity, what does not come back as a remark.
 */
final class PartReader {

	private final List<String> reasons = new ArrayList<>();

	private final List<String> remarks = new ArrayList<>();

	private final Map<String, Association> associations = new LinkedHashMap<>();

	/** Of the entity whose columns can be read beside it, {@code null} elsewhere. */
	private @Nullable SessionFactoryImplementor rows;

	private final Set<Dependency> dependencies = new LinkedHashSet<>();

	private final boolean synchronizedByHand;

	/** For a part of an entity that other readers read. */
	PartReader() {
		this.synchronizedByHand = false;
	}

	PartReader(EntityPersister entity) {
		Set<String> own = new HashSet<>();
		entity.forEachTableDetails((table) -> own.add(table.getTableName()));
		this.synchronizedByHand = Arrays.stream(entity.getQuerySpaces()).anyMatch((space) -> !own.contains(space));
	}

	List<String> reasons() {
		return this.reasons;
	}

	List<String> remarks() {
		return this.remarks;
	}

	/** The associations of the entities that were read. */
	List<Association> associations() {
		return List.copyOf(this.associations.values());
	}

	/** What else than the entity's own rows its state is made of. */
	List<Dependency> dependencies() {
		return List.copyOf(this.dependencies);
	}

	PartList attributesOf(EntityPersister persister) {
		List<String> names = new ArrayList<>();
		List<StatePart> parts = new ArrayList<>();
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = persister.getAttributeMapping(i);
			names.add(attribute.getAttributeName());
			this.rows = persister.getFactory();
			StatePart part = attribute(attribute.getAttributeName(), attribute);
			this.rows = null;
			parts.add(part);
			addAssociation(attribute, part);
		}
		IdColumns.associations(persister).forEach((association) -> addIdAssociation(persister, association));
		return new PartList(names, parts);
	}

	private void addIdAssociation(EntityPersister persister, ToOneAttributeMapping attribute) {
		EntityPersister target = attribute.getEntityMappingType().getEntityPersister();
		String path = attribute.getAttributeName();
		Association association = Association.ofId(persister, attribute,
				new ReferencePart(target, id(target.getIdentifierMapping(), "the id of the target of '" + path + "'")));
		this.associations.merge(path, association, Association::orAmbiguous);
	}

	private void addAssociation(AttributeMapping attribute, StatePart part) {
		Association association = null;
		if (part instanceof ReferencePart reference && attribute instanceof ToOneAttributeMapping toOne) {
			association = Association.toOne(toOne, reference);
		}
		else if (part == InversePart.INSTANCE && attribute instanceof ToOneAttributeMapping toOne) {
			association = CollectionReader.readInverse(toOne);
		}
		else if (part instanceof UnloadedPart && attribute instanceof PluralAttributeMapping plural) {
			association = CollectionReader.read(plural);
		}
		if (association != null) {
			this.associations.merge(association.name(), association, Association::orAmbiguous);
		}
	}

	StatePart id(EntityPersister persister) {
		String path = "the id of " + persister.getEntityName();
		int before = this.reasons.size();
		StatePart id = id(persister.getIdentifierMapping(), path);
		if (this.reasons.size() == before) {
			requireText(path, id);
		}
		return id;
	}

	/** Entries are named by the text of the id. */
	private void requireText(String path, StatePart part) {
		if (part instanceof EmbeddedPart embedded) {
			PartList parts = embedded.parts();
			for (int i = 0; i < parts.names().size(); i++) {
				requireText(path + '.' + parts.names().get(i), parts.part(i));
			}
		}
		else if (part.text() == null) {
			unsupported(path,
					"has a type without a text form, which an id needs: use a type with one, as String or UUID, or an AttributeConverter to such a column");
		}
	}

	StatePart id(EntityIdentifierMapping id, String path) {
		return outsideRows(() -> anyId(id, path));
	}

	private StatePart anyId(EntityIdentifierMapping id, String path) {
		if (id instanceof BasicValuedMapping basic) {
			return basic(path, basic.getJdbcMapping(), null, /* nullable= */ false);
		}
		if (id instanceof NonAggregatedIdentifierMapping virtual) {
			return virtual.hasContainingClass() ? idClass(path, virtual)
					: unsupported(path, "has several attributes but no id class");
		}
		if (id instanceof EmbeddableValuedModelPart embedded) {
			return embeddedId(path, embedded.getEmbeddableTypeDescriptor());
		}
		return unsupported(path, "is of an unknown kind");
	}

	private StatePart embeddedId(String path, EmbeddableMappingType type) {
		return hasAssociation(type)
				? unsupported(path, "contains an association: map it with an id class, or with @MapsId")
				: embeddable(path, type);
	}

	private static boolean hasAssociation(EmbeddableMappingType type) {
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			if (attribute instanceof ToOneAttributeMapping || attribute instanceof EmbeddableValuedModelPart embedded
					&& hasAssociation(embedded.getEmbeddableTypeDescriptor())) {
				return true;
			}
		}
		return false;
	}

	/** Where the entity has an association, the id class has the id of its target. */
	private StatePart idClass(String path, NonAggregatedIdentifierMapping virtual) {
		EmbeddableMappingType type = virtual.getMappedIdEmbeddableTypeDescriptor();
		List<String> names = new ArrayList<>();
		List<StatePart> parts = new ArrayList<>();
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			String name = attribute.getAttributeName();
			AttributeMapping declared = virtual.getVirtualIdEmbeddable().findAttributeMapping(name);
			names.add(name);
			parts.add(idClassPart(path + '.' + name, attribute, declared));
		}
		return new EmbeddedPart(type, new PartList(names, parts));
	}

	private StatePart idClassPart(String path, AttributeMapping attribute, AttributeMapping declared) {
		if (attribute instanceof ToOneAttributeMapping) {
			return unsupported(path, "is an entity in the id class: give the id class the id of that entity instead");
		}
		if (declared instanceof ToOneAttributeMapping association) {
			return idOfTarget(path, association);
		}
		return (attribute instanceof EmbeddableValuedModelPart embedded)
				? embeddedId(path, embedded.getEmbeddableTypeDescriptor()) : attribute(path, attribute);
	}

	private StatePart idOfTarget(String path, ToOneAttributeMapping association) {
		EntityPersister target = association.getEntityMappingType().getEntityPersister();
		if (!association.isReferenceToPrimaryKey() || association.hasNotFoundAction()) {
			return unsupported(path, "refers to a row that may be missing, or by another column than its id");
		}
		if (association.getTiming() == FetchTiming.IMMEDIATE && isRestricted(target)) {
			return unsupported(path,
					"is EAGER and refers to %s, which restricts its rows, so that another row decides whether this one is there: make it LAZY"
						.formatted(target.getEntityName()));
		}
		return ReferencePart.canBeReferred(target) ? anyId(target.getIdentifierMapping(), path)
				: unsupported(path, "refers to %s".formatted(noReference(target)));
	}

	private StatePart attribute(String path, AttributeMapping attribute) {
		if (isSynthetic(attribute)) {
			return SyntheticPart.INSTANCE;
		}
		if (attribute instanceof BasicValuedModelPart basic) {
			return column(path, attribute, basic);
		}
		if (attribute instanceof ToOneAttributeMapping association) {
			return toOne(path, association);
		}
		if (attribute instanceof PluralAttributeMapping plural) {
			return plural(path, plural);
		}
		return (attribute instanceof EmbeddableValuedModelPart embedded) ? embedded(path, embedded)
				: unsupported(path, "is an association to any entity");
	}

	private static boolean isSynthetic(AttributeMapping attribute) {
		PropertyAccessStrategy strategy = attribute.getPropertyAccess().getPropertyAccessStrategy();
		return attribute instanceof VirtualEmbeddedAttributeMapping
				|| strategy instanceof PropertyAccessStrategyBackRefImpl
				|| strategy instanceof PropertyAccessStrategyIndexBackRefImpl;
	}

	private StatePart column(String path, AttributeMapping attribute, BasicValuedModelPart column) {
		addSubqueries(path, column);
		ColumnType type = (this.rows != null) ? ColumnType.of(column.getJdbcMapping(), this.rows) : null;
		if (type != null) {
			return new ColumnPart(type, BasicForms.text(column.getJdbcMapping()),
					Mutability.copies(column.getJdbcMapping(), attribute.getExposedMutabilityPlan()));
		}
		boolean primitive = attribute.getPropertyAccess().getGetter().getReturnTypeClass().isPrimitive();
		return basic(path, column.getJdbcMapping(), attribute.getExposedMutabilityPlan(), !primitive);
	}

	/** What a value is computed from is part of the state. */
	private void addSubqueries(String path, SelectableMapping column) {
		String read = column.isFormula() ? column.getSelectionExpression() : column.getCustomReadExpression();
		if (read != null && SubqueryTables.isIn(read)) {
			addSubquery("'%s' is computed by a subquery".formatted(path), read);
		}
	}

	/** What decides which rows there are, or makes them up, is part of their state. */
	void addTableQueries(EntityPersister persister) {
		persister.forEachTableDetails((table) -> {
			if (SubqueryTables.isIn(table.getTableName())) {
				addSubquery("%s is mapped to a query".formatted(persister.getEntityName()), table.getTableName());
			}
		});
		for (Class<?> type = persister.getMappedClass(); type != null; type = type.getSuperclass()) {
			SQLRestriction restriction = AnnotatedElementUtils.findMergedAnnotation(type, SQLRestriction.class);
			if (restriction != null && SubqueryTables.isIn(restriction.value())) {
				addSubquery("%s has rows that a subquery restricts (@SQLRestriction)".formatted(type.getName()),
						restriction.value());
			}
		}
	}

	/** What decides which elements of a collection there are is part of its state. */
	private void addRestrictions(String path, PluralAttributeMapping collection) {
		for (String restriction : OrderingAttributes.restrictions(collection.getCollectionDescriptor())) {
			if (SubqueryTables.isIn(restriction)) {
				addSubquery("'%s' has elements that a subquery restricts".formatted(path), restriction);
			}
		}
	}

	/** What decides which members of a collection there are, and in what order. */
	void addMembership(String path, PluralAttributeMapping collection, EntityPersister target) {
		addRestrictions(path, collection);
		addTableQueries(target);
		collection.getKeyDescriptor().visitKeySelectables((position, column) -> addSubqueries(path, column));
		CollectionPart index = collection.getIndexDescriptor();
		if (index != null) {
			index.forEachSelectable((position, column) -> addSubqueries(path, column));
		}
		OrderingAttributes ordering = OrderingAttributes.of(collection.getCollectionDescriptor());
		target.forEachAttributeMapping((attribute) -> {
			// What an order by SQL names may be any of them.
			if (ordering.bySql() || ordering.names().contains(attribute.getAttributeName())) {
				attribute.forEachSelectable((position, column) -> addSubqueries(path, column));
			}
		});
	}

	/** What decides which member an inverse one-to-one association has. */
	void addKey(ToOneAttributeMapping inverse) {
		inverse.getForeignKeyDescriptor()
			.visitKeySelectables((position, column) -> addSubqueries(inverse.getAttributeName(), column));
	}

	/** Whether rows of the entity may be there and not be seen. */
	static boolean isRestricted(EntityPersister persister) {
		return persister.getSoftDeleteMapping() != null
				|| AnnotatedElementUtils.hasAnnotation(persister.getMappedClass(), SQLRestriction.class);
	}

	private void addSubquery(String what, String sql) {
		Set<String> tables = SubqueryTables.of(sql);
		if (tables != null) {
			addDependency(Dependency.ofTables(tables));
		}
		else if (!this.synchronizedByHand) {
			this.reasons.add("%s whose text does not name all tables that it reads: name them with @Synchronize"
				.formatted(what));
		}
	}

	private void addDependency(Dependency dependency) {
		this.dependencies.add(dependency);
	}

	private StatePart basic(String path, JdbcMapping type, @Nullable MutabilityPlan<?> plan, boolean nullable) {
		ByteForm form = BasicForms.bytes(type);
		if (form == null) {
			return unsupported(path, BasicForms.noForm(type));
		}
		TextForm kept = BasicForms.keptText(type);
		if (kept != null) {
			return new TextPart(BasicForms.typeName(type), kept, nullable);
		}
		return new BasicPart(form, BasicForms.text(type), Mutability.copies(type, plan), nullable);
	}

	private StatePart embedded(String path, EmbeddableValuedModelPart embedded) {
		if (embedded.getParentInjectionAttributePropertyAccess() != null) {
			return unsupported(path, "refers to its owner (@Parent)");
		}
		return embeddable(path, embedded.getEmbeddableTypeDescriptor());
	}

	private StatePart embeddable(String path, EmbeddableMappingType type) {
		if (type.isPolymorphic()) {
			return unsupported(path, "is an embeddable with subclasses");
		}
		if (type.getAggregateMapping() != null && this.rows != null) {
			// All of it is in one column.
			return outsideRows(() -> embeddable(path, type));
		}
		List<String> names = new ArrayList<>();
		List<StatePart> parts = new ArrayList<>();
		for (int i = 0; i < type.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = type.getAttributeMapping(i);
			names.add(attribute.getAttributeName());
			parts.add(attribute(path + '.' + attribute.getAttributeName(), attribute));
		}
		return new EmbeddedPart(type, new PartList(names, parts));
	}

	private StatePart toOne(String path, ToOneAttributeMapping association) {
		EntityPersister target = association.getEntityMappingType().getEntityPersister();
		if (association.getSideNature() == ForeignKeyDescriptor.Nature.TARGET) {
			return inverse(path, target);
		}
		association.forEachSelectable((index, column) -> addSubqueries(path, column));
		boolean certain = true;
		if (!association.isReferenceToPrimaryKey()) {
			certain = false;
			if (isNested(path)) {
				return unsupported(path,
						"refers to another column than the id of its target, and is in an embeddable: map it in the entity itself");
			}
			addDependency(onOtherKey(target, firstName(association.getReferencedPropertyName())));
		}
		else if (association.hasNotFoundAction()) {
			certain = false;
			addDependency(Dependency.ofRows(target, Set.of()));
		}
		else if (association.getCardinality() == ToOneAttributeMapping.Cardinality.ONE_TO_ONE
				&& association.isOptional()) {
			certain = false;
			addDependency(Dependency.ofSameId(target));
		}
		return reference(path, association, target, certain);
	}

	// What Hibernate makes up for several columns is no attribute whose old and new value
	// an event would have.
	private static Dependency onOtherKey(EntityPersister target, String attribute) {
		AttributeMapping referenced = target.findAttributeMapping(attribute);
		return (referenced == null || referenced instanceof VirtualModelPart)
				? Dependency.ofTables(MappedTables.of(target)) : Dependency.ofRows(target, Set.of(attribute));
	}

	private static boolean isNested(String path) {
		return path.indexOf('.') >= 0;
	}

	/** The first name of a path; what Hibernate makes up for several columns is none. */
	private static String firstName(@Nullable String path) {
		return (path != null) ? path.split("\\.")[0] : "";
	}

	private StatePart inverse(String path, EntityPersister target) {
		if (isNested(path)) {
			return unsupported(path,
					"is the inverse side of a one-to-one association in an embeddable: map it in the entity itself");
		}
		if (!ReferencePart.canBeReferred(target)) {
			return unsupported(path,
					"is the inverse side of a one-to-one association with %s".formatted(noReference(target)));
		}
		return InversePart.INSTANCE;
	}

	private StatePart reference(String path, FetchOptions association, EntityPersister target, boolean certain) {
		boolean references = ReferencePart.canBeReferred(target);
		if (!references && isNested(path)) {
			return unsupported(path, "is in an embeddable and refers to %s".formatted(noReference(target)));
		}
		if (!references && association.getTiming() == FetchTiming.DELAYED && !isLoadedInstead(target)) {
			return unsupported(path, "is LAZY and refers to %s".formatted(noReference(target)));
		}
		if (association.getTiming() == FetchTiming.IMMEDIATE && isNested(path)) {
			this.remarks.add("'%s' (EAGER) comes back as a reference that carries the id only".formatted(path));
		}
		return new ReferencePart(target, id(target.getIdentifierMapping(), "the id of the target of '" + path + "'"),
				references, certain);
	}

	/**
	 * Whether the persistence provider loads the entity where it can make no reference.
	 */
	private static boolean isLoadedInstead(EntityPersister target) {
		return target.isConcreteProxy() || target.getRepresentationStrategy().getProxyFactory() == null
				|| Modifier.isFinal(target.getMappedClass().getModifiers());
	}

	static String noReference(EntityPersister target) {
		return "%s, of which no lazy reference can be made: give it a constructor without parameters that is not private, and let neither the class nor its methods be final"
			.formatted(target.getEntityName());
	}

	private StatePart plural(String path, PluralAttributeMapping attribute) {
		CollectionKind kind = CollectionKind.of(attribute);
		if (kind == null) {
			return unsupported(path, "is a kind of collection that belongs to a session");
		}
		CollectionPart element = attribute.getElementDescriptor();
		if (element instanceof BasicValuedModelPart || element instanceof EmbeddableValuedModelPart) {
			return outsideRows(() -> elements(path, attribute, kind, element));
		}
		if (path.indexOf('.') >= 0) {
			if (isEager(attribute)) {
				return unsupported(path, "is an EAGER collection of entities in an embeddable");
			}
			this.remarks.add("'%s' is not cached and comes back uninitialized".formatted(path));
		}
		return new UnloadedPart(kind, attribute.getCollectionDescriptor());
	}

	static boolean isEager(PluralAttributeMapping attribute) {
		return !attribute.getCollectionDescriptor().isLazy()
				|| attribute.getMappedFetchOptions().getTiming() == FetchTiming.IMMEDIATE;
	}

	private StatePart outsideRows(Supplier<StatePart> read) {
		SessionFactoryImplementor before = this.rows;
		this.rows = null;
		StatePart part = read.get();
		this.rows = before;
		return part;
	}

	private StatePart elements(String path, PluralAttributeMapping attribute, CollectionKind kind,
			CollectionPart element) {
		addRestrictions(path, attribute);
		CollectionPart index = attribute.getIndexDescriptor();
		if (!kind.isMap() || index == null) {
			return new ElementsPart(attribute, kind, null, element(path, element));
		}
		if (index instanceof EntityCollectionPart) {
			return unsupported(path, "has entities as keys");
		}
		return new ElementsPart(attribute, kind, element(path + " (key)", index), element(path, element));
	}

	/** The part of the elements, or keys, of a collection. */
	StatePart element(String path, CollectionPart element) {
		if (element instanceof EmbeddableValuedModelPart embedded) {
			return embedded(path, embedded);
		}
		return (element instanceof BasicValuedModelPart basic)
				? basic(path, basic.getJdbcMapping(), null, /* nullable= */ true)
				: unsupported(path, "has elements of an unknown kind");
	}

	private StatePart unsupported(String path, String reason) {
		this.reasons.add("'%s' %s".formatted(path, reason));
		return SyntheticPart.INSTANCE;
	}

}
