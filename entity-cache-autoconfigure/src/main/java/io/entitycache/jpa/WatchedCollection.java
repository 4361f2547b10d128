package io.entitycache.jpa;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

import io.entitycache.transaction.ReadMoment;
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

	private final boolean verified;

	private WatchedCollection(CollectionRole role, String region, Function<Object, String> ownerText,
			Function<Object, String> newOwnerText, boolean verified) {
		this.verified = verified;
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
	 * @param verified whether each read notices a member that says it has another owner
	 */
	public static WatchedCollection of(EntityMapping<?, ?> owner, CollectionRole role, String region,
			boolean verified) {
		return new WatchedCollection(role, region, owner::nameOf, owner::nameOfInserted, verified);
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
			return ownersByOrder(change);
		}
		return (this.ownerAttribute != null) ? ownersByAttribute(change, this.ownerAttribute) : ownersByEvents(change);
	}

	private Owners ownersByOrder(RowWrite change) {
		Owners told = this.ordering.isChangedBy(change) ? Owners.ALL : Owners.NONE;
		return this.ordering.isWrittenBy(change) ? told.unless(this.ordering.certaintyIn(change), Owners.ALL) : told;
	}

	private Owners ownersByAttribute(RowWrite change, String attribute) {
		boolean ordered = this.ordering.isWrittenBy(change);
		if (!change.writes(attribute) && !ordered) {
			return Owners.NONE;
		}
		Certainty certainty = change.certaintyOf(attribute);
		if (ordered) {
			certainty = certainty.and(this.ordering.certaintyIn(change));
		}
		Object before = idOf(change.before(attribute));
		Object after = idOf(change.after(attribute));
		if (isUnknown(before) || isUnknown(after) || after == null && change.hasNoValueOf(attribute)) {
			return Owners.ALL;
		}
		boolean same = Objects.equals(before, after) && !this.ordering.isChangedBy(change);
		Owners told = same ? Owners.NONE : Owners.of(before, after);
		return told.unless(certainty, ownersWithoutCertainty(change, attribute, Owners.of(before, after)));
	}

	/*
	 * The owner that has lost the member is unknown. Where reads notice it, it is enough
	 * to name the one that has got it; its place among the others is that of a new
	 * member. A deleted member shows by itself, unless its id may come back.
	 */
	private Owners ownersWithoutCertainty(RowWrite change, String attribute, Owners known) {
		if (change.isDelete() && !change.isUncertain() && !hasAssignedIds()) {
			return known;
		}
		return (this.verified && change.writes(attribute)) ? known : Owners.ALL;
	}

	private static boolean isUnknown(@Nullable Object id) {
		return id == LazyPropertyInitializer.UNFETCHED_PROPERTY;
	}

	// The owner's collection event tells who has got or lost the member. That a member is
	// gone shows when its row is read, unless another one may get its id.
	private Owners ownersByEvents(RowWrite change) {
		if (!this.role.isInverse() && change.kind() != RowWrite.Kind.UPDATE) {
			return (change.isDelete() && hasAssignedIds()) ? Owners.ALL : Owners.NONE;
		}
		return this.role.isInverse() ? Owners.ALL : ownersByOrder(change);
	}

	private boolean hasAssignedIds() {
		return this.role.target().getGenerator() instanceof Assigned;
	}

	private @Nullable Object idOf(@Nullable Object owner) {
		if (owner == null || owner == LazyPropertyInitializer.UNFETCHED_PROPERTY) {
			return owner;
		}
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(owner);
		if (proxy != null) {
			return proxy.getInternalIdentifier();
		}
		EntityPersister owners = this.role.owners();
		// Another attribute of the same column has the id itself.
		return owners.getMappedClass().isInstance(owner) ? owners.getIdentifier(owner) : owner;
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
	 * @param since {@code null} if that is all; else it is all unless rows were changed
	 * without their versions since then
	 * @param otherwise which ones they are if so
	 */
	record Owners(boolean all, List<Object> ids, @Nullable ReadMoment since, @Nullable Owners otherwise) {

		static final Owners NONE = new Owners(false, List.of(), null, null);

		static final Owners ALL = new Owners(true, List.of(), null, null);

		static Owners of(@Nullable Object before, @Nullable Object after) {
			return new Owners(false, Stream.of(before, after).filter(Objects::nonNull).distinct().toList(), null, null);
		}

		/** These, or the others if it is not certain that it is only these. */
		Owners unless(Certainty certainty, Owners others) {
			if (certainty.isSure() || equals(others)) {
				return this;
			}
			return certainty.possible() ? new Owners(this.all, this.ids, certainty.since(), others) : others;
		}

	}

}
