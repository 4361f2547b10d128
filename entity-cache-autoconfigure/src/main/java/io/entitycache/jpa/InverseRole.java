package io.entitycache.jpa;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.entitycache.ValueCodec;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The inverse side of a one-to-one association: a collection of one member or none. */
final class InverseRole extends CollectionRole {

	private final ToOneAttributeMapping attribute;

	private final OptionalPart part;

	InverseRole(ToOneAttributeMapping attribute, ReferencePart member) {
		super(attribute, member);
		this.attribute = attribute;
		this.part = new OptionalPart(member);
	}

	@Override
	public String name() {
		return this.attribute.getNavigableRole().getFullPath();
	}

	@Override
	public ValueCodec<CollectionState> codec() {
		return new CollectionStateCodec(this.part);
	}

	@Override
	public @Nullable String attributeOfMembers() {
		String mappedBy = this.attribute.getReferencedPropertyName();
		boolean present = mappedBy != null && mappedBy.indexOf('.') < 0
				&& target().findAttributeMapping(mappedBy) instanceof ToOneAttributeMapping;
		return present ? mappedBy : null;
	}

	@Override
	List<Object> memberStates(CollectionState state) {
		@Nullable Object[] elements = state.elements();
		return (elements.length > 0) ? List.of(Objects.requireNonNull(elements[0])) : List.of();
	}

	@Override
	CollectionState stateOf(Object owner) {
		Object member = valueOf(owner);
		return (member != null) ? new CollectionState((@Nullable Object[]) this.part.dehydrate(member))
				: CollectionState.EMPTY;
	}

	@Override
	Collection<?> membersOf(Object owner) {
		Object member = valueOf(owner);
		return (member != null) ? List.of(member) : List.of();
	}

	@Override
	@Nullable Object begin(@Nullable Object value, CollectionState state, Function<Object, @Nullable Object> memberById) {
		List<Object> ids = ids(state);
		Object member = ids.isEmpty() ? null : memberById.apply(ids.get(0));
		return (member != null) ? member : this.part.hydrate(state.elements(), null, null);
	}

	@Override
	void complete(@Nullable Object begun, CollectionState state, Function<Object, @Nullable Object> memberById) {
		// An instance can be referred to before it has values.
	}

	@Override
	boolean canBeJoined() {
		return !isDeep(this.attribute.getReferencedPropertyName());
	}

	@Override
	boolean isInRowsOfMembers() {
		return true;
	}

	@Override
	boolean isInverse() {
		return true;
	}

	@Override
	Set<String> tables() {
		Set<String> tables = new HashSet<>();
		for (Object space : target().getQuerySpaces()) {
			tables.add((String) space);
		}
		tables.add(this.attribute.getForeignKeyDescriptor().getKeyTable());
		return tables;
	}

	@Override
	OrderingAttributes ordering() {
		return OrderingAttributes.ofOne(target());
	}

	@Override
	@Nullable CollectionPersister persister() {
		return null;
	}

	@Override
	EntityPersister owners() {
		return this.attribute.findContainingEntityMapping().getEntityPersister();
	}

}
