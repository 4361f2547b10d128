package io.entitycache.jpa;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.entitycache.ValueCodec;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** A collection of entities. */
final class ManyRole extends CollectionRole {

	private final CollectionPersister persister;

	private final ElementsPart elements;

	ManyRole(PluralAttributeMapping attribute, ElementsPart elements, ReferencePart member) {
		super(attribute, member);
		this.persister = attribute.getCollectionDescriptor();
		this.elements = elements;
	}

	@Override
	public String name() {
		return this.persister.getRole();
	}

	@Override
	public ValueCodec<CollectionState> codec() {
		return new CollectionStateCodec(this.elements);
	}

	@Override
	public @Nullable String attributeOfMembers() {
		return isInRowsOfMembers() ? new CollectionKey(this.persister).attributeOfElements() : null;
	}

	@Override
	List<Object> memberStates(CollectionState state) {
		return this.elements.elementStates(state.elements());
	}

	@Override
	CollectionState stateOf(Object owner) {
		return new CollectionState((@Nullable Object[]) this.elements.dehydrate(collectionOf(owner)));
	}

	@Override
	Collection<?> membersOf(Object owner) {
		Object collection = collectionOf(owner);
		return (collection instanceof Map<?, ?> map) ? map.values() : (Collection<?>) collection;
	}

	private Object collectionOf(Object owner) {
		return Objects.requireNonNull(valueOf(owner), "a loaded entity has no collection");
	}

	@Override
	@Nullable Object begin(@Nullable Object value, CollectionState state, Function<Object, @Nullable Object> memberById) {
		return value;
	}

	// A set wants to know what its elements are like.
	@Override
	void complete(@Nullable Object begun, CollectionState state, Function<Object, @Nullable Object> memberById) {
		AbstractPersistentCollection<?> collection = (AbstractPersistentCollection<?>) Objects.requireNonNull(begun,
				"a collection is missing");
		this.elements.load(collection, state.elements(), (element) -> memberById.apply(id(element)));
	}

	@Override
	boolean canBeJoined() {
		return !isDeep(this.persister.getMappedByProperty());
	}

	@Override
	boolean isInRowsOfMembers() {
		return this.persister.isOneToMany();
	}

	@Override
	boolean isInverse() {
		return this.persister.isInverse();
	}

	@Override
	Set<String> tables() {
		return Set.of(this.persister.getCollectionSpaces());
	}

	@Override
	OrderingAttributes ordering() {
		return OrderingAttributes.of(this.persister);
	}

	@Override
	CollectionPersister persister() {
		return this.persister;
	}

	@Override
	EntityPersister owners() {
		return this.persister.getOwnerEntityPersister();
	}

}
