package io.entitycache.jpa;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One place in the tree of entities that copies are assembled from.
 *
 * @param mapping the entity
 * @param associations its associations that are part of a copy
 */
public record IncludedEntity(EntityMapping<?, ?> mapping, List<Included> associations) {

	public IncludedEntity {
		associations = List.copyOf(associations);
	}

	/**
	 * An association that is part of a copy.
	 *
	 * @param association the association
	 * @param target what it leads to; {@code null} if it only leads to entities that are
	 * part of the copy by another way
	 * @param member the entity at its other end; {@code null} if nobody has to know
	 */
	public record Included(Association association, @Nullable IncludedEntity target,
			@Nullable EntityMapping<?, ?> member) {

		Included(Association association, @Nullable IncludedEntity target) {
			this(association, target, (target != null) ? target.mapping() : null);
		}

	}

}
