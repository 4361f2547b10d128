package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.hibernate.engine.FetchTiming;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/** An attribute of an entity that is an association with another entity, or with many. */
public final class Association {

	private final String name;

	private final EntityPersister target;

	private final boolean eager;

	private final @Nullable ReferencePart reference;

	private final @Nullable CollectionRole role;

	private final @Nullable String obstacle;

	private final boolean inverseOne;

	private final @Nullable IdPart idPart;

	private Association(String name, EntityPersister target, boolean eager, @Nullable ReferencePart reference,
			@Nullable CollectionRole role, @Nullable String obstacle) {
		this(name, target, eager, reference, role, obstacle, role instanceof InverseRole, null);
	}

	private Association(String name, EntityPersister target, boolean eager, @Nullable ReferencePart reference,
			@Nullable CollectionRole role, @Nullable String obstacle, boolean inverseOne, @Nullable IdPart idPart) {
		this.inverseOne = inverseOne;
		this.idPart = idPart;
		this.name = name;
		this.target = target;
		this.eager = eager;
		this.reference = reference;
		this.role = role;
		this.obstacle = obstacle;
	}

	static Association toOne(ToOneAttributeMapping attribute, ReferencePart reference) {
		// Whatever the mapping says, the persistence provider loads what it has to read
		// to
		// know whether it is there, and what it can make no reference of.
		boolean eager = attribute.getTiming() == FetchTiming.IMMEDIATE || !reference.isCertain()
				|| !reference.hasReferences();
		return new Association(attribute.getAttributeName(), reference.target(), eager, reference, null, null);
	}

	/** One that is part of the entity's id, whose class has the id of its target. */
	static Association ofId(EntityPersister persister, ToOneAttributeMapping attribute, ReferencePart reference) {
		AttributeMapping inIdClass = ((NonAggregatedIdentifierMapping) persister.getIdentifierMapping())
			.getMappedIdEmbeddableTypeDescriptor()
			.findAttributeMapping(attribute.getAttributeName());
		return new Association(attribute.getAttributeName(), reference.target(),
				attribute.getTiming() == FetchTiming.IMMEDIATE, reference, null, null,
				/* inverseOne= */ false, new IdPart(attribute, inIdClass));
	}

	static Association toMany(PluralAttributeMapping attribute, CollectionRole role) {
		return new Association(attribute.getAttributeName(), role.target(), PartReader.isEager(attribute), null, role,
				null);
	}

	/** An association to many of which no copy can be made. */
	static Association withObstacle(PluralAttributeMapping attribute, EntityPersister target, String obstacle) {
		return new Association(attribute.getAttributeName(), target, PartReader.isEager(attribute), null, null,
				obstacle);
	}

	/**
	 * The inverse side of a one-to-one association. Whatever the mapping says, the
	 * persistence provider loads it with its owner, and a merge takes an entity there and
	 * no reference.
	 */
	static Association inverse(ToOneAttributeMapping attribute, CollectionRole role) {
		return new Association(attribute.getAttributeName(), role.target(), /* eager= */ true, null, role, null);
	}

	/** The same, of which no copy can be made. */
	static Association inverseWithObstacle(ToOneAttributeMapping attribute, EntityPersister target, String obstacle) {
		return new Association(attribute.getAttributeName(), target, /* eager= */ true, null, null, obstacle,
				/* inverseOne= */ true, null);
	}

	/**
	 * Itself, or an obstacle if a sibling's attribute of the same name is another one.
	 */
	Association orAmbiguous(Association other) {
		boolean same = (this.role != null && other.role != null) ? this.role.name().equals(other.role.name())
				: isToOne() == other.isToOne() && this.target == other.target;
		return same ? this : new Association(this.name, this.target, this.eager || other.eager, null, null,
				"is an association of another kind in another subclass", this.inverseOne || other.inverseOne, null);
	}

	/** The attribute's name. */
	public String name() {
		return this.name;
	}

	/** The class of the entities at its other end. */
	public Class<?> targetType() {
		return this.target.getMappedClass();
	}

	/** Whether the mapping says that it is loaded with its owner. */
	public boolean isEager() {
		return this.eager;
	}

	/**
	 * Whether it leads to one entity, and only that one's row tells to which: the
	 * attribute cannot be left out, as {@code null} would mean that there is none.
	 */
	boolean isInverseOne() {
		return this.inverseOne;
	}

	/**
	 * Whether a load of the row has to join what the association leads to: without, the
	 * persistence provider makes a statement for each row.
	 */
	boolean isJoined() {
		return this.inverseOne && (this.role == null || this.role.canBeJoined())
				|| this.reference != null && !(this.reference.isCertain() && this.reference.hasReferences());
	}

	/** Whether a copy needs the entity itself, as there are no references to it. */
	boolean needsEntity() {
		return this.reference != null && !this.reference.hasReferences();
	}

	/** Whether it leads to one entity, which the row tells. */
	public boolean isToOne() {
		return this.reference != null;
	}

	/**
	 * Whether loading it means more than a join with a single row that is there: a join
	 * with a row that is not seen may leave out the entity's own.
	 */
	boolean isWide() {
		return this.reference == null || PartReader.isRestricted(this.target) || !eagerNamesOfTarget().isEmpty();
	}

	/** That there are no references to the entity at its other end, and what to do. */
	String noReference() {
		return PartReader.noReference(this.target);
	}

	/** What is loaded with the entity at its other end, if nobody says otherwise. */
	List<String> eagerNamesOfTarget() {
		List<String> names = new ArrayList<>();
		for (int i = 0; i < this.target.getNumberOfAttributeMappings(); i++) {
			AttributeMapping attribute = this.target.getAttributeMapping(i);
			if (attribute instanceof ToOneAttributeMapping toOne && toOne.getTiming() == FetchTiming.IMMEDIATE
					|| attribute instanceof PluralAttributeMapping plural && PartReader.isEager(plural)) {
				names.add(attribute.getAttributeName());
			}
		}
		return names;
	}

	/** Why it cannot be part of a copy, {@code null} if it can. */
	@Nullable String obstacle() {
		return this.obstacle;
	}

	/** What the association is like if it is not part of a copy. */
	String remark(String path) {
		if (this.reference == null && !this.inverseOne) {
			return "'%s' is not cached and comes back uninitialized".formatted(path);
		}
		return this.eager ? "'%s' (EAGER) comes back as a reference that carries the id only".formatted(path) : "";
	}

	/** The collection of an association whose members are not in the row. */
	public CollectionRole role() {
		Assert.state(this.role != null, () -> "'%s' leads to one entity".formatted(this.name));
		return this.role;
	}

	/** The id of the one entity that a row refers to, {@code null} if to none. */
	public @Nullable Object targetId(EntityState state) {
		if (this.idPart != null) {
			return this.idPart.inIdClass().getValue(state.id());
		}
		int position = state.shape().position(this.name);
		Assert.state(this.reference != null, () -> "'%s' leads to many entities".formatted(this.name));
		return (position >= 0) ? MappedAttributes.value(this.reference, state.values()[position]) : null;
	}

	/** Whether entities like this one have the attribute: some subclasses may not. */
	public boolean isOf(EntityState state) {
		return isOfId() || state.shape().position(this.name) >= 0;
	}

	/** Whether it is part of the entity's id. */
	boolean isOfId() {
		return this.idPart != null;
	}

	/** Has the part of an entity's id lead to the target itself. */
	void set(Object entity, Object target) {
		Objects.requireNonNull(this.idPart).attribute().setValue(entity, target);
	}

	/** The name of the root of the hierarchy at the other end. */
	String targetRoot() {
		return this.target.getRootEntityName();
	}

	/**
	 * An association that is part of an id.
	 *
	 * @param attribute the entity's attribute
	 * @param inIdClass the one of the id class, which has the id of the target
	 */
	private record IdPart(ToOneAttributeMapping attribute, AttributeMapping inIdClass) {
	}

}
