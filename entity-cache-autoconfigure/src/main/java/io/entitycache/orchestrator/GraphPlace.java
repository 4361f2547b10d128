package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

import io.entitycache.jpa.Association;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.IncludedEntity;
import io.entitycache.jpa.IncludedEntity.Included;
import org.jspecify.annotations.Nullable;

/** One place in the tree of rows that copies are assembled from. */
final class GraphPlace {

	private final CachedRows<?, Object> rows;

	private final List<Reference> references;

	private final List<Members> collections;

	private GraphPlace(CachedRows<?, Object> rows, List<Reference> references, List<Members> collections) {
		this.rows = rows;
		this.references = references;
		this.collections = collections;
	}

	/**
	 * The tree for an entity's copies.
	 * @param rows the entity's rows
	 * @param members finds the rows of a member of other rows' copies
	 */
	@SuppressWarnings("unchecked")
	static GraphPlace of(IncludedEntity entity, CachedRows<?, ?> rows,
			BiFunction<CachedRows<?, ?>, EntityMapping<?, ?>, CachedRows<?, ?>> members) {
		CachedRows<?, Object> own = (CachedRows<?, Object>) rows;
		List<Reference> references = new ArrayList<>();
		List<Members> collections = new ArrayList<>();
		for (Included included : entity.associations()) {
			Association association = included.association();
			IncludedEntity next = included.target();
			GraphPlace target = (next != null) ? of(next, members.apply(own, next.mapping()), members) : null;
			if (association.isToOne()) {
				references.add(new Reference(association, target));
			}
			else if (included.member() != null) {
				CachedRows<?, ?> rowsOfMembers = members.apply(own, included.member());
				CachedCollections<Object> slots = own.collections(association, rowsOfMembers);
				if (target == null) {
					slots.showsUnreadMembers();
				}
				collections.add(new Members(slots, target));
			}
		}
		return new GraphPlace(own, references, collections);
	}

	/** The rows. */
	CachedRows<?, Object> rows() {
		return this.rows;
	}

	/** The associations to one that lead on. */
	List<Reference> references() {
		return this.references;
	}

	/** The associations whose members are not in the row. */
	List<Members> collections() {
		return this.collections;
	}

	/** Whether copies are made from nothing but the row itself. */
	boolean isLeaf() {
		return this.references.isEmpty() && this.collections.isEmpty();
	}

	/**
	 * An association to one.
	 *
	 * @param association the association
	 * @param target where it leads; {@code null} if only to what is there anyway
	 */
	record Reference(Association association, @Nullable GraphPlace target) {
	}

	/**
	 * An association whose members are not in the row.
	 *
	 * @param slots the collections
	 * @param target where they lead; {@code null} if only to a reference, or to what is
	 * there anyway
	 */
	record Members(CachedCollections<Object> slots, @Nullable GraphPlace target) {

		Association association() {
			return this.slots.association();
		}

	}

}
