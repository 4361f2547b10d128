package io.entitycache.jpa;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One place in the graph of entities that copies are assembled from. The graph has
 * circles where EAGER associations have.
 */
public final class IncludedEntity {

	private final EntityMapping<?, ?> mapping;

	private List<Included> associations = List.of();

	IncludedEntity(EntityMapping<?, ?> mapping) {
		this.mapping = mapping;
	}

	/** The entity. */
	public EntityMapping<?, ?> mapping() {
		return this.mapping;
	}

	/** Its associations that are part of a copy. */
	public List<Included> associations() {
		return this.associations;
	}

	/** The second step, as an association may lead back here. */
	void include(List<Included> included) {
		this.associations = List.copyOf(included);
	}

	/**
	 * An association that is part of a copy.
	 *
	 * @param association the association
	 * @param target what it leads to; {@code null} if only to a reference
	 * @param member the entity at its other end
	 */
	public record Included(Association association, @Nullable IncludedEntity target, EntityMapping<?, ?> member) {

		Included(Association association, IncludedEntity target) {
			this(association, target, target.mapping());
		}

	}

}
