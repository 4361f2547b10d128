package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

import io.entitycache.jpa.Association;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.IncludedEntity;
import io.entitycache.jpa.IncludedEntity.Included;
import org.jspecify.annotations.Nullable;

/**
 * One place in the graph of rows that copies are assembled from. The graph has circles
 * where EAGER associations have.
 */
final class GraphPlace {

	private final CachedRows<?, Object> rows;

	private final List<Reference> references = new ArrayList<>();

	private final List<Members> collections = new ArrayList<>();

	private GraphPlace(CachedRows<?, Object> rows) {
		this.rows = rows;
	}

	/**
	 * The graph for an entity's copies.
	 * @param rows the entity's rows
	 * @param members finds the rows of a member of other rows' copies
	 */
	static GraphPlace of(IncludedEntity entity, CachedRows<?, ?> rows,
			BiFunction<CachedRows<?, ?>, EntityMapping<?, ?>, CachedRows<?, ?>> members) {
		return of(entity, rows, members, new IdentityHashMap<>());
	}

	@SuppressWarnings("unchecked")
	private static GraphPlace of(IncludedEntity entity, CachedRows<?, ?> rows,
			BiFunction<CachedRows<?, ?>, EntityMapping<?, ?>, CachedRows<?, ?>> members,
			Map<IncludedEntity, GraphPlace> places) {
		GraphPlace known = places.get(entity);
		if (known != null) {
			return known;
		}
		CachedRows<?, Object> own = (CachedRows<?, Object>) rows;
		GraphPlace place = new GraphPlace(own);
		places.put(entity, place);
		for (Included included : entity.associations()) {
			Association association = included.association();
			IncludedEntity next = included.target();
			CachedRows<?, ?> rowsOfMembers = members.apply(own, included.member());
			GraphPlace target = (next != null) ? of(next, rowsOfMembers, members, places) : null;
			if (!association.isToOne()) {
				CachedCollections<Object> slots = own.collections(association, rowsOfMembers);
				if (target == null) {
					slots.showsUnreadMembers();
				}
				place.collections.add(new Members(slots, target));
			}
			else if (target != null) {
				place.references.add(new Reference(association, target));
			}
		}
		return place;
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
	 * @param target where it leads
	 */
	record Reference(Association association, GraphPlace target) {
	}

	/**
	 * An association whose members are not in the row.
	 *
	 * @param slots the collections
	 * @param target where they lead; {@code null} if only to a reference
	 */
	record Members(CachedCollections<Object> slots, @Nullable GraphPlace target) {

		Association association() {
			return this.slots.association();
		}

	}

}
