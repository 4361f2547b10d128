package io.entitycache.jpa;

import java.util.Set;

import org.hibernate.persister.entity.EntityPersister;

/**
 * Rows beside its own that an entity's state is made of, so that a change of them makes
 * entries of the entity stale.
 *
 * @param rootEntityName the root of the hierarchy whose rows they are; empty if only
 * their tables are known
 * @param tables lower-case names, without schema, of their tables
 * @param sameId whether a row only matters to the entry with the row's own id, else it
 * may matter to any
 * @param attributes the attributes of the rows that matter; whether a row is there always
 * does
 */
public record Dependency(String rootEntityName, Set<String> tables, boolean sameId, Set<String> attributes) {

	public Dependency {
		tables = Set.copyOf(tables);
		attributes = Set.copyOf(attributes);
	}

	/** On every row of the tables, and all that is in them. */
	static Dependency ofTables(Set<String> tables) {
		return new Dependency("", tables, /* sameId= */ false, Set.of());
	}

	/** On whether rows of the entity are there, and on these attributes of them. */
	static Dependency ofRows(EntityPersister target, Set<String> attributes) {
		return new Dependency(target.getRootEntityName(), MappedTables.of(target),
				/* sameId= */ false, attributes);
	}

	/** On whether the row of the entity with the same id is there. */
	static Dependency ofSameId(EntityPersister target) {
		return new Dependency(target.getRootEntityName(), MappedTables.of(target),
				/* sameId= */ true, Set.of());
	}

	/** Whether the events of that hierarchy's rows tell of every change that matters. */
	boolean isToldBy(String root) {
		return this.rootEntityName.equals(root);
	}

	/** Whether the change of a row of that hierarchy matters. */
	boolean isTouchedBy(RowWrite change) {
		return change.kind() != RowWrite.Kind.UPDATE || this.attributes.stream().anyMatch(change::changes);
	}

	/** Whether it is certain what the attributes that matter were before. */
	Certainty certaintyIn(RowWrite change) {
		return this.attributes.stream()
			.filter(change::writes)
			.map(change::certaintyOf)
			.reduce(Certainty.SURE, Certainty::and);
	}

}
