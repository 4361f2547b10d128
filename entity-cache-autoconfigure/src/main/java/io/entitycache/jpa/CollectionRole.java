package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import io.entitycache.ValueCodec;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** A collection of entities: of each owner, the ids of its members. */
public final class CollectionRole {

	private final PluralAttributeMapping attribute;

	private final ElementsPart elements;

	private final ReferencePart member;

	CollectionRole(PluralAttributeMapping attribute, ElementsPart elements, ReferencePart member) {
		this.attribute = attribute;
		this.elements = elements;
		this.member = member;
	}

	/** The role's name, which no other collection of the persistence unit has. */
	public String name() {
		return persister().getRole();
	}

	/** The byte form of what an owner's collection holds. */
	public ValueCodec<CollectionState> codec() {
		return new CollectionStateCodec(this.elements);
	}

	/** The members' ids. */
	public List<Object> ids(CollectionState state) {
		List<Object> ids = new ArrayList<>();
		this.elements.elementStates(state.elements()).forEach((element) -> ids.add(id(element)));
		return ids;
	}

	private Object id(Object state) {
		return Objects.requireNonNull(this.member.targetId().hydrate(state, null, null), "a member has no id");
	}

	/** What the collection of a loaded owner holds; loads it if need be. */
	CollectionState stateOf(Object owner) {
		return new CollectionState((@Nullable Object[]) this.elements.dehydrate(collectionOf(owner)));
	}

	/** The collection of a loaded owner. */
	Object collectionOf(Object owner) {
		return Objects.requireNonNull(this.attribute.getPropertyAccess().getGetter().get(owner),
				"a loaded entity has no collection");
	}

	/** Puts entities into the uninitialized collection of a copy. */
	void load(AbstractPersistentCollection<?> collection, CollectionState state,
			Function<Object, @Nullable Object> memberById) {
		this.elements.load(collection, state.elements(), (element) -> memberById.apply(id(element)));
	}

	/** Whether an entity has the collection: some subclasses may not. */
	boolean isOf(Object entity) {
		Class<?> declaring = this.attribute.getDeclaringType().getMappedJavaType().getJavaTypeClass();
		return declaring.isInstance(entity);
	}

	/**
	 * The attribute by which members refer to the owner whose collection they are in,
	 * {@code null} if their rows do not say it.
	 */
	public @Nullable String attributeOfMembers() {
		return persister().isOneToMany() ? new CollectionKey(persister()).attributeOfElements() : null;
	}

	String attributeName() {
		return this.attribute.getAttributeName();
	}

	EntityPersister target() {
		return this.member.target();
	}

	CollectionPersister persister() {
		return this.attribute.getCollectionDescriptor();
	}

	PluralAttributeMapping attribute() {
		return this.attribute;
	}

}
