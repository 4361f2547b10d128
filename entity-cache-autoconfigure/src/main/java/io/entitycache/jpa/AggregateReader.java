package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.jpa.IncludedEntity.Included;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which associations are part of an entity's copies: those that are named, and
 * the EAGER ones. EAGER associations are followed as far as they lead, as the persistence
 * provider does: all ways to an entity, but those that names lead on from, lead to the
 * same place.
 */
final class AggregateReader {

	private final EntityMappings mappings;

	private final boolean automatic;

	private final Set<String> remarks = new LinkedHashSet<>();

	private final List<String> reasons = new ArrayList<>();

	/** The places from which no name leads on. */
	private final Map<EntityMapping<?, ?>, IncludedEntity> places = new HashMap<>();

	/**
	 * Creates a new instance.
	 * @param automatic whether EAGER associations are included
	 */
	AggregateReader(EntityMappings mappings, boolean automatic) {
		this.mappings = mappings;
		this.automatic = automatic;
	}

	Aggregate read(EntityMapping<?, ?> mapping, Collection<String> paths) {
		Names names = new Names();
		paths.forEach(names::add);
		this.remarks.addAll(mapping.notCached());
		this.reasons.addAll(unreadable(mapping));
		IncludedEntity root = entity(mapping, names, "");
		if (!this.reasons.isEmpty()) {
			throw new UnsupportedEntityException(mapping.entityName(), this.reasons);
		}
		return new Aggregate(root, List.copyOf(this.remarks));
	}

	private IncludedEntity entity(EntityMapping<?, ?> mapping, Names names, String prefix) {
		IncludedEntity known = names.children.isEmpty() ? this.places.get(mapping) : null;
		if (known != null) {
			return known;
		}
		IncludedEntity entity = new IncludedEntity(mapping);
		if (names.children.isEmpty()) {
			this.places.put(mapping, entity);
		}
		List<Included> included = new ArrayList<>();
		names.requireAmong(mapping, prefix);
		for (Association association : mapping.associations()) {
			Included part = association(association, names.children.get(association.name()), prefix);
			if (part != null) {
				included.add(part);
			}
		}
		entity.include(included);
		return entity;
	}

	private @Nullable Included association(Association association, @Nullable Names named, String prefix) {
		String path = prefix + association.name();
		boolean wanted = named != null || this.automatic && association.isEager();
		if (!wanted) {
			return association.isInverseOne() ? reference(association, path)
					: leaveOut(association, path, "of which a shared instance has none");
		}
		EntityMapping<?, ?> target = target(association, named, path);
		if (target == null) {
			return association.isInverseOne() ? reference(association, path) : null;
		}
		target.notCached().forEach((remark) -> this.remarks.add("of '%s': %s".formatted(path, remark)));
		return new Included(association, entity(target, (named != null) ? named : new Names(), path + '.'));
	}

	/* Where it leads has to be known even if the entity there is no part of the copy. */

	private @Nullable Included reference(Association association, String path) {
		if (!this.automatic) {
			this.reasons.add("'%s' is the inverse side of a one-to-one association, of which a shared instance has none"
				.formatted(path));
			return null;
		}
		return (obstacle(association) == null)
				? new Included(association, null, this.mappings.of(association.targetType())) : null;
	}

	/** Associations that can neither be read nor left out. */
	private List<String> unreadable(EntityMapping<?, ?> mapping) {
		List<String> unreadable = new ArrayList<>();
		for (Association association : mapping.associations()) {
			String obstacle = association.isInverseOne() ? obstacle(association) : null;
			if (obstacle != null) {
				unreadable.add("'%s' is the inverse side of a one-to-one association and %s"
					.formatted(association.name(), obstacle));
			}
		}
		return unreadable;
	}

	private @Nullable String obstacle(Association association) {
		String obstacle = association.obstacle();
		if (obstacle == null) {
			try {
				this.mappings.of(association.targetType());
			}
			catch (UnsupportedEntityException ex) {
				obstacle = cannotBeCached(association, ex.reasons());
			}
		}
		return obstacle;
	}

	private static String cannotBeCached(Association association, List<String> reasons) {
		return "leads to %s, which cannot be cached: %s".formatted(association.targetType().getName(),
				String.join("; ", reasons));
	}

	private @Nullable EntityMapping<?, ?> target(Association association, @Nullable Names named, String path) {
		String obstacle = obstacle(association);
		if (obstacle == null) {
			EntityMapping<?, ?> mapping = this.mappings.of(association.targetType());
			List<String> unreadable = unreadable(mapping);
			if (unreadable.isEmpty()) {
				return mapping;
			}
			obstacle = cannotBeCached(association, unreadable);
		}
		if (named != null) {
			throw new InvalidIncludeException(path, "it " + obstacle);
		}
		leaveOut(association, path, "which " + obstacle);
		return null;
	}

	// A collection that the mapping says is always there must not be missing.
	private @Nullable Included leaveOut(Association association, String path, String obstacle) {
		if (association.needsEntity()) {
			this.reasons.add("'%s' refers to %s, %s".formatted(path, association.noReference(), obstacle));
		}
		if (association.isEager() && !association.isToOne() && !association.isInverseOne()) {
			this.reasons.add("'%s' is an EAGER collection of entities, %s".formatted(path, obstacle));
		}
		String remark = association.remark(path);
		if (!remark.isEmpty()) {
			this.remarks.add(remark);
		}
		return null;
	}

	/** The names after one name in the paths. */
	private static final class Names {

		private final Map<String, Names> children = new LinkedHashMap<>();

		private void add(String path) {
			Names names = this;
			for (String name : path.split("\\.", -1)) {
				names = names.children.computeIfAbsent(name, (added) -> new Names());
			}
		}

		private void requireAmong(EntityMapping<?, ?> mapping, String prefix) {
			List<String> known = mapping.associations().stream().map(Association::name).toList();
			this.children.keySet().forEach((name) -> {
				if (!known.contains(name)) {
					throw new InvalidIncludeException(prefix + name,
							"'%s' has no association of this name; there are %s".formatted(mapping.entityName(),
									known));
				}
			});
		}

	}

}
