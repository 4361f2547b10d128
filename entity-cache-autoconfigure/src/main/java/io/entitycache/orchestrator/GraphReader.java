package io.entitycache.orchestrator;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import org.jspecify.annotations.Nullable;

/**
 * Assembles copies of an entity with its included associations.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class GraphReader<T, ID> {

	private final EntityMapping<T, ID> mapping;

	private final GraphPlace root;

	GraphReader(EntityMapping<T, ID> mapping, GraphPlace root) {
		this.mapping = mapping;
		this.root = root;
	}

	/** Copies of the entities that exist, by id. */
	Map<ID, T> findAllById(Collection<ID> ids) {
		GraphAssembly assembly = new GraphAssembly(GraphSource.READ);
		assembly.add(this.root, ids);
		Map<ID, T> found = new HashMap<>();
		ids.forEach((id) -> {
			T entity = assembly.entity(this.mapping, id);
			if (entity != null) {
				found.put(id, entity);
			}
		});
		return found;
	}

	/** A copy of each row, by key. */
	<K> Map<K, T> assemble(Map<K, EntityState> states) {
		GraphAssembly assembly = new GraphAssembly(GraphSource.READ);
		List<ID> ids = new ArrayList<>();
		states.values().forEach((state) -> {
			assembly.add(this.mapping, state);
			ids.add(this.mapping.idOf(state));
		});
		assembly.add(this.root, ids);
		Map<K, T> entities = new HashMap<>();
		states.forEach((key, state) -> {
			T entity = assembly.entity(this.mapping, this.mapping.idOf(state));
			if (entity != null) {
				entities.put(key, entity);
			}
		});
		return entities;
	}

	/** A copy of the row if the levels know all of it, {@code null} else. */
	@Nullable T peek(EntityState state) {
		GraphSource.Peeking source = new GraphSource.Peeking();
		GraphAssembly assembly = new GraphAssembly(source);
		ID id = this.mapping.idOf(state);
		assembly.add(this.mapping, state);
		assembly.add(this.root, List.of(id));
		return source.isComplete() ? assembly.entity(this.mapping, id) : null;
	}

}
