package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import io.entitycache.ValueCodec;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * An association whose members are not in their owner's row: of each owner, the ids of
 * its members, or of its only one.
 */
public abstract sealed class CollectionRole permits ManyRole, InverseRole {

	private final AttributeMapping attribute;

	private final ReferencePart member;

	CollectionRole(AttributeMapping attribute, ReferencePart member) {
		this.attribute = attribute;
		this.member = member;
	}

	/** The role's name, which no other association of the persistence unit has. */
	public abstract String name();

	/** The byte form of what an owner's collection holds. */
	public abstract ValueCodec<CollectionState> codec();

	/**
	 * The attribute by which members refer to the owner whose collection they are in,
	 * {@code null} if their rows do not say it.
	 */
	public abstract @Nullable String attributeOfMembers();

	/**
	 * Whether it holds every row that says it is in there, and the database leaves none
	 * out.
	 */
	public final boolean holdsEveryMember() {
		return !ordering().any();
	}

	/** The members' ids. */
	public final List<Object> ids(CollectionState state) {
		List<Object> ids = new ArrayList<>();
		memberStates(state).forEach((element) -> ids.add(id(element)));
		return ids;
	}

	final Object id(Object state) {
		return Objects.requireNonNull(this.member.targetId().hydrate(state, null, null), "a member has no id");
	}

	/** The states of the references to the members. */
	abstract List<Object> memberStates(CollectionState state);

	/** What the collection of a loaded owner holds; loads it if need be. */
	abstract CollectionState stateOf(Object owner);

	/** The members of a loaded owner. */
	abstract Collection<?> membersOf(Object owner);

	/**
	 * What the attribute of a copy is before the other copies have their values.
	 * @param value what the attribute is by itself
	 * @param memberById finds the copies
	 */
	abstract @Nullable Object begin(@Nullable Object value, CollectionState state,
			Function<Object, @Nullable Object> memberById);

	/** Completes what was begun, when the other copies have their values. */
	abstract void complete(@Nullable Object begun, CollectionState state,
			Function<Object, @Nullable Object> memberById);

	/**
	 * Whether a load of owners may join the members. Where those refer to their owner
	 * from an embeddable within an embeddable, the persistence provider, which looks for
	 * the owner they are joined to, never ends.
	 */
	abstract boolean canBeJoined();

	/** Whether a path leads to an embeddable within an embeddable. */
	static boolean isDeep(@Nullable String path) {
		return path != null && path.indexOf('.') != path.lastIndexOf('.');
	}

	/**
	 * Whether the members' own rows say who their owner is, so that their events tell of
	 * every change of those tables but bulk statements.
	 */
	abstract boolean isInRowsOfMembers();

	/** Whether the members, and not the owner, write who belongs to whom. */
	abstract boolean isInverse();

	/** The tables that say who is a member. */
	abstract Set<String> tables();

	/** What else decides about a member's place. */
	abstract OrderingAttributes ordering();

	/** The collection, {@code null} if it leads to one. */
	abstract @Nullable CollectionPersister persister();

	/** The entity that has the attribute. */
	abstract EntityPersister owners();

	/** Whether an entity has the attribute: some subclasses may not. */
	final boolean isOf(Object entity) {
		Class<?> declaring = this.attribute.getDeclaringType().getMappedJavaType().getJavaTypeClass();
		return declaring.isInstance(entity);
	}

	final @Nullable Object valueOf(Object owner) {
		return this.attribute.getPropertyAccess().getGetter().get(owner);
	}

	final String attributeName() {
		return this.attribute.getAttributeName();
	}

	final EntityPersister target() {
		return this.member.target();
	}

}
