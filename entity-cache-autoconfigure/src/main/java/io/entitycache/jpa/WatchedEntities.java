package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cached entities and collections of one entity manager factory. Immutable. */
public final class WatchedEntities {

	/** Nothing is cached. */
	public static final WatchedEntities NONE = new WatchedEntities(List.of());

	private final Map<String, List<WatchedEntity>> byRoot = new HashMap<>();

	private final Map<String, List<WatchedEntity>> byTable = new HashMap<>();

	private final List<Dependent> dependents = new ArrayList<>();

	private final List<WatchedCollection> collections;

	private final Set<String> regions = new LinkedHashSet<>();

	public WatchedEntities(Collection<WatchedEntity> entities) {
		this(entities, List.of());
	}

	/**
	 * Creates a new instance.
	 * @param collections the collections of entities that copies are assembled from
	 */
	public WatchedEntities(Collection<WatchedEntity> entities, Collection<WatchedCollection> collections) {
		this.collections = List.copyOf(collections);
		this.collections.forEach((collection) -> this.regions.add(collection.region()));
		for (WatchedEntity entity : entities) {
			this.byRoot.computeIfAbsent(entity.rootEntityName(), (root) -> new ArrayList<>()).add(entity);
			entity.tables()
				.forEach((table) -> this.byTable.computeIfAbsent(table, (name) -> new ArrayList<>()).add(entity));
			entity.dependencies().forEach((dependency) -> this.dependents.add(new Dependent(entity, dependency)));
			this.regions.addAll(entity.regions());
		}
	}

	/** Whether the states of written rows are wanted. */
	boolean wantStates() {
		return this.byRoot.values()
			.stream()
			.anyMatch((entities) -> entities.stream().anyMatch((entity) -> entity.states() != null));
	}

	/** Whether there is none. */
	public boolean isEmpty() {
		return this.byRoot.isEmpty();
	}

	/** Those of a hierarchy, which the name of its root entity stands for. */
	public List<WatchedEntity> ofHierarchy(String rootEntityName) {
		return this.byRoot.getOrDefault(rootEntityName, List.of());
	}

	/** Every region. */
	public Set<String> regions() {
		return Set.copyOf(this.regions);
	}

	/** Whether it may matter how rows were read before they are written. */
	boolean askHowRowsWereRead() {
		return !this.collections.isEmpty() || !this.dependents.isEmpty();
	}

	/** Every collection. */
	List<WatchedCollection> collections() {
		return this.collections;
	}

	/** The regions that hold rows of any of the tables, or collections made of them. */
	public Set<String> regionsOfTables(Collection<String> tables) {
		Set<String> found = new LinkedHashSet<>();
		this.collections.stream()
			.filter((collection) -> !Collections.disjoint(collection.tables(), tables))
			.forEach((collection) -> found.add(collection.region()));
		tables.forEach((table) -> this.byTable.getOrDefault(table, List.of())
			.forEach((entity) -> found.addAll(entity.regions())));
		this.dependents.stream()
			.filter((dependent) -> !Collections.disjoint(dependent.on().tables(), tables))
			.forEach((dependent) -> found.addAll(dependent.entity().regions()));
		return found;
	}

	/**
	 * As {@link #regionsOfTables}, without the hierarchy with that root, without the
	 * collections that the rows of that hierarchy are or are not in, and without the
	 * entities that depend on those rows in a way that their events tell.
	 */
	Set<String> regionsOfTablesOutside(String rootEntityName, Collection<String> tables) {
		Set<String> found = new LinkedHashSet<>();
		for (WatchedCollection collection : this.collections) {
			boolean told = collection.isInRowsOfMembers() && collection.memberRoot().equals(rootEntityName);
			if (!told && !Collections.disjoint(collection.tables(), tables)) {
				found.add(collection.region());
			}
		}
		for (String table : tables) {
			for (WatchedEntity entity : this.byTable.getOrDefault(table, List.of())) {
				if (!entity.rootEntityName().equals(rootEntityName)) {
					found.addAll(entity.regions());
				}
			}
		}
		for (Dependent dependent : this.dependents) {
			if (!dependent.on().isToldBy(rootEntityName) && !Collections.disjoint(dependent.on().tables(), tables)) {
				found.addAll(dependent.entity().regions());
			}
		}
		return found;
	}

	/** The entities that depend on rows of that hierarchy. */
	List<Dependent> dependentsOn(String rootEntityName) {
		return this.dependents.stream().filter((dependent) -> dependent.on().isToldBy(rootEntityName)).toList();
	}

	/**
	 * An entity whose state is made of other rows, too.
	 *
	 * @param entity the entity
	 * @param on the other rows
	 */
	record Dependent(WatchedEntity entity, Dependency on) {
	}

}
