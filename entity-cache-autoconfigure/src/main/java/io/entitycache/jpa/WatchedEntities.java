package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The cached entities of one entity manager factory. Immutable. */
public final class WatchedEntities {

	/** Nothing is cached. */
	public static final WatchedEntities NONE = new WatchedEntities(List.of());

	private final Map<String, List<WatchedEntity>> byRoot = new HashMap<>();

	private final Map<String, List<WatchedEntity>> byTable = new HashMap<>();

	private final Set<String> regions = new LinkedHashSet<>();

	public WatchedEntities(Collection<WatchedEntity> entities) {
		for (WatchedEntity entity : entities) {
			this.byRoot.computeIfAbsent(entity.rootEntityName(), (root) -> new ArrayList<>()).add(entity);
			entity.tables()
				.forEach((table) -> this.byTable.computeIfAbsent(table, (name) -> new ArrayList<>()).add(entity));
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

	/** The regions that hold rows of any of the tables. */
	public Set<String> regionsOfTables(Collection<String> tables) {
		Set<String> found = new LinkedHashSet<>();
		tables.forEach((table) -> this.byTable.getOrDefault(table, List.of())
			.forEach((entity) -> found.addAll(entity.regions())));
		return found;
	}

	/** As {@link #regionsOfTables}, without the hierarchy with that root. */
	Set<String> regionsOfTablesOutside(String rootEntityName, Collection<String> tables) {
		Set<String> found = new LinkedHashSet<>();
		for (String table : tables) {
			for (WatchedEntity entity : this.byTable.getOrDefault(table, List.of())) {
				if (!entity.rootEntityName().equals(rootEntityName)) {
					found.addAll(entity.regions());
				}
			}
		}
		return found;
	}

}
