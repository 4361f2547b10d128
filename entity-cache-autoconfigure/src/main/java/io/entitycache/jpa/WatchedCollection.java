package io.entitycache.jpa;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import org.hibernate.bytecode.enhance.spi.LazyPropertyInitializer;
import org.hibernate.generator.Assigned;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of the cached collections of one role to say which of them a
 * change makes stale.
 */
public final class WatchedCollection {

	private final CollectionRole role;

	private final String region;

	private final Function<Object, String> ownerText;

	private final Function<Object, String> newOwnerText;

	private final Set<String> tables = new HashSet<>();

	private final @Nullable String ownerAttribute;

	private final OrderingAttributes ordering;

	private WatchedCollection(CollectionRole role, String region, Function<Object, String> ownerText,
			Function<Object, String> newOwnerText) {
		this.role = role;
		this.region = region;
		this.ownerText = ownerText;
		this.newOwnerText = newOwnerText;
		role.tables().forEach((table) -> this.tables.add(WrittenTables.unqualified(table)));
		this.ownerAttribute = role.attributeOfMembers();
		this.ordering = role.ordering();
	}

	/**
	 * The collections of a role.
	 * @param owner their owners
	 * @param region the region of their entries
	 */
	public static WatchedCollection of(EntityMapping<?, ?> owner, CollectionRole role, String region) {
		return new WatchedCollection(role, region, owner::nameOf, owner::nameOfInserted);
	}

	/** The role's name. */
	String role() {
		return this.role.name();
	}

	/** The region of the entries. */
	public String region() {
		return this.region;
	}

	/** From an owner's id, as Hibernate has it, to the key in that region. */
	String keyOf(Object ownerId) {
		return this.ownerText.apply(ownerId);
	}

	/** The same, of an owner that is new. */
	String keyOfNew(Object ownerId) {
		return this.newOwnerText.apply(ownerId);
	}

	/** Lower-case names, without schema, of the tables that say who is a member. */
	Set<String> tables() {
		return this.tables;
	}

	/** The name of the root of the owners' hierarchy. */
	String ownerRoot() {
		return this.role.owners().getRootEntityName();
	}

	/** The name of the root of the members' hierarchy. */
	String memberRoot() {
		return this.role.target().getRootEntityName();
	}

	/**
	 * Whether the members' own rows say who their owner is, so that their events tell of
	 * every change of those tables but bulk statements.
	 */
	boolean isInRowsOfMembers() {
		return this.role.isInRowsOfMembers();
	}

	/** What the change of a member's row means for the collections that it is in. */
	Owners ownersChangedBy(RowWrite change) {
		if (!isInRowsOfMembers()) {
			return this.ordering.isChangedBy(change) ? Owners.ALL : Owners.NONE;
		}
		return (this.ownerAttribute != null) ? ownersByAttribute(change, this.ownerAttribute) : ownersByEvents(change);
	}

	private Owners ownersByAttribute(RowWrite change, String attribute) {
		if (!change.hasAttribute(attribute)) {
			return Owners.NONE;
		}
		if (change.isUncertain()) {
			return Owners.ALL;
		}
		Object before = idOf(change.before(attribute));
		Object after = idOf(change.after(attribute));
		if (before == LazyPropertyInitializer.UNFETCHED_PROPERTY
				|| after == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
			return Owners.ALL;
		}
		if (Objects.equals(before, after) && !this.ordering.isChangedBy(change)) {
			return Owners.NONE;
		}
		return Owners.of(before, after);
	}

	// The owner's collection event tells who has got or lost the member. That a member is
	// gone shows when its row is read, unless another one may get its id.
	private Owners ownersByEvents(RowWrite change) {
		if (!this.role.isInverse() && change.kind() != RowWrite.Kind.UPDATE) {
			boolean deleted = change.kind() == RowWrite.Kind.DELETE;
			return (deleted && hasAssignedIds()) ? Owners.ALL : Owners.NONE;
		}
		return (this.role.isInverse() || this.ordering.isChangedBy(change)) ? Owners.ALL : Owners.NONE;
	}

	private boolean hasAssignedIds() {
		return this.role.target().getGenerator() instanceof Assigned;
	}

	private @Nullable Object idOf(@Nullable Object owner) {
		if (owner == null || owner == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
			return owner;
		}
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(owner);
		EntityPersister owners = this.role.owners();
		return (proxy != null) ? proxy.getInternalIdentifier() : owners.getIdentifier(owner);
	}

	/** Whether the other side of a many-to-many association is this role's owner side. */
	boolean mirrors(CollectionPersister owningSide) {
		CollectionPersister persister = this.role.persister();
		return persister != null && persister.isInverse() && persister.isManyToMany()
				&& owningSide.getAttributeMapping().getAttributeName().equals(persister.getMappedByProperty())
				&& owningSide.getOwnerEntityPersister().getRootEntityName().equals(memberRoot())
				&& Set.of(owningSide.getCollectionSpaces()).equals(this.role.tables());
	}

	/** Whether it {@linkplain #mirrors mirrors} a collection of the entity. */
	boolean mirrorsAnyOf(EntityPersister entity) {
		CollectionPersister persister = this.role.persister();
		return persister != null && persister.isInverse() && persister.isManyToMany()
				&& entity.getRootEntityName().equals(memberRoot());
	}

	/**
	 * Whether the members' rows say who their owner is, and only the owner writes it: a
	 * member that it gets may have been somebody else's, who is not told.
	 */
	boolean takesFromOthers() {
		return isInRowsOfMembers() && !this.role.isInverse();
	}

	/** The id of a member, {@code null} if it has none yet. */
	static @Nullable Object idOfMember(CollectionPersister collection, Object member) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(member);
		return (proxy != null) ? proxy.getInternalIdentifier() : collection.getElementPersister().getIdentifier(member);
	}

	/**
	 * Owners whose collections have changed.
	 *
	 * @param all whether nobody can tell which ones
	 * @param ids their ids
	 */
	record Owners(boolean all, List<Object> ids) {

		static final Owners NONE = new Owners(false, List.of());

		static final Owners ALL = new Owners(true, List.of());

		static Owners of(@Nullable Object before, @Nullable Object after) {
			return new Owners(false, Stream.of(before, after).filter(Objects::nonNull).toList());
		}

	}

}
