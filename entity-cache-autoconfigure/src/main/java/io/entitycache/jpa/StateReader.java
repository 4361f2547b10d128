package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.persistence.NonUniqueResultException;
import org.hibernate.BatchSize;
import org.hibernate.Session;
import org.hibernate.graph.RootGraph;
import org.jspecify.annotations.Nullable;

/**
 * Reads states through a session that somebody else opened.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class StateReader<T, ID> {

	private final EntityMapping<T, ID> mapping;

	private final int chunkSize;

	private final boolean rowsAlone;

	private final RowsById<T, ID> rowsById;

	private final boolean columns;

	private final RowQuery<T> rows;

	/**
	 * Creates a new instance.
	 * @param rowsAlone whether the rows are to be kept: what the mapping says is loaded
	 * with them is left out, and what is needed of their columns is read
	 */
	StateReader(EntityMapping<T, ID> mapping, int chunkSize, boolean rowsAlone) {
		this.mapping = mapping;
		this.chunkSize = chunkSize;
		this.rowsAlone = rowsAlone && mapping.loadsMoreThanItself();
		this.rowsById = new RowsById<>(mapping, this.rowsAlone ? mapping::rows : null);
		this.columns = rowsAlone && mapping.hasColumns();
		this.rows = new RowQuery<>(mapping, this.rowsAlone, this.columns);
	}

	private RootGraph<T> graph(Session session) {
		return this.mapping.rows(session);
	}

	@Nullable EntityState read(Session session, ID id) {
		if (this.columns) {
			List<EntityState> found = this.rows.readByIds(session, List.of(id));
			return found.isEmpty() ? null : this.mapping.withId(found.get(0), id);
		}
		if (!this.mapping.idCodec().isExact()) {
			T row = this.rowsById.one(session, id);
			return (row != null) ? this.mapping.stateOf(session, row) : null;
		}
		T entity = this.rowsAlone ? session.find(graph(session), id) : session.find(this.mapping.entityType(), id);
		return (entity != null) ? this.mapping.withId(this.mapping.stateOf(session, entity), id) : null;
	}

	Map<ID, EntityState> readAll(Session session, Collection<? extends ID> ids) {
		Map<ID, EntityState> states = new LinkedHashMap<>();
		for (List<ID> chunk : this.<ID>chunks(ids)) {
			if (this.columns) {
				addByIds(session, chunk, states);
				continue;
			}
			if (!this.mapping.idCodec().isExact()) {
				this.rowsById.all(session, chunk)
					.forEach((id, row) -> states.put(id, this.mapping.stateOf(session, row)));
				continue;
			}
			BatchSize batch = new BatchSize(this.chunkSize);
			List<T> entities = this.rowsAlone ? session.findMultiple(graph(session), chunk, batch)
					: session.findMultiple(this.mapping.entityType(), chunk, batch);
			for (int i = 0; i < chunk.size(); i++) {
				T entity = entities.get(i);
				if (entity != null) {
					states.put(chunk.get(i), this.mapping.withId(this.mapping.stateOf(session, entity), chunk.get(i)));
				}
			}
		}
		return states;
	}

	private void addByIds(Session session, List<ID> ids, Map<ID, EntityState> states) {
		Map<Object, EntityState> found = new HashMap<>();
		this.rows.readByIds(session, ids).forEach((state) -> found.put(state.id(), state));
		boolean all = ids.stream().filter(found::containsKey).count() == found.size();
		for (ID id : ids) {
			EntityState state = found.get(id);
			if (state == null && (!all || !this.mapping.idCodec().isExact())) {
				// The database compares in its own way.
				state = read(session, id);
			}
			if (state != null) {
				states.put(id, this.mapping.withId(state, id));
			}
		}
	}

	@Nullable EntityState readBy(Session session, String attribute, Object value) {
		List<EntityState> states = query(session, attribute, Set.of(key(attribute, value)));
		if (states.size() > 1) {
			throw notUnique(attribute);
		}
		return states.isEmpty() ? null : states.get(0);
	}

	Map<Object, EntityState> readAllBy(Session session, String attribute, Collection<?> values) {
		Map<Object, EntityState> found = new LinkedHashMap<>();
		for (List<Object> chunk : this.<Object>chunks(values)) {
			Map<Object, EntityState> states = byValue(session, attribute, chunk);
			for (Object value : chunk) {
				EntityState state = states.get(canonical(attribute, value));
				if (state != null) {
					found.put(value, state);
				}
			}
		}
		return found;
	}

	private Map<Object, EntityState> byValue(Session session, String attribute, List<Object> values) {
		Set<Object> keys = new LinkedHashSet<>();
		values.forEach((value) -> keys.add(canonical(attribute, value)));
		Map<Object, EntityState> states = new LinkedHashMap<>();
		boolean exact = this.mapping.keyCodec(attribute).isExact();
		boolean mismatch = false;
		for (EntityState state : query(session, attribute, keys)) {
			Object held = this.mapping.attribute(state, attribute);
			Object value = (held != null) ? canonical(attribute, held) : null;
			if (value == null || !keys.contains(value)) {
				mismatch = true;
			}
			else if (states.put(value, state) != null) {
				throw notUnique(attribute);
			}
		}
		if (mismatch || !exact && finds(session, attribute, keys, states.keySet())) {
			addOneByOne(session, attribute, keys, states);
		}
		return states;
	}

	/** Whether there are rows with any of those values that none was found for. */
	private boolean finds(Session session, String attribute, Set<Object> keys, Set<Object> found) {
		Set<Object> missing = new LinkedHashSet<>(keys);
		missing.removeAll(found);
		return !missing.isEmpty() && missing.size() < keys.size() && !query(session, attribute, missing).isEmpty();
	}

	// The database compares in its own way, for example without regard to case.
	private void addOneByOne(Session session, String attribute, Set<Object> keys, Map<Object, EntityState> states) {
		for (Object key : keys) {
			EntityState state = states.containsKey(key) ? null : readBy(session, attribute, key);
			if (state != null) {
				states.put(key, state);
			}
		}
	}

	private List<EntityState> query(Session session, String attribute, Set<Object> keys) {
		List<Object> values = keys.stream().map((key) -> parameter(session, attribute, key)).toList();
		return this.rows.read(session, null, (builder, query, root) -> query.where((values.size() == 1)
				? builder.equal(root.get(attribute), values.get(0)) : root.get(attribute).in(values)));
	}

	private Object key(String attribute, Object value) {
		return this.mapping.attributes().key(attribute, value);
	}

	private Object canonical(String attribute, Object value) {
		return this.mapping.attributes().canonical(attribute, key(attribute, value));
	}

	private Object parameter(Session session, String attribute, Object key) {
		return (this.mapping.attributes().part(attribute) instanceof ReferencePart reference)
				? session.getReference(reference.target().getEntityName(), key) : key;
	}

	private NonUniqueResultException notUnique(String attribute) {
		return new NonUniqueResultException(
				"Several rows of %s have the same '%s'".formatted(this.mapping.entityName(), attribute));
	}

	private <E> List<List<E>> chunks(Collection<? extends E> elements) {
		List<E> distinct = new ArrayList<>(new LinkedHashSet<>(elements));
		List<List<E>> chunks = new ArrayList<>();
		for (int start = 0; start < distinct.size(); start += this.chunkSize) {
			chunks.add(distinct.subList(start, Math.min(start + this.chunkSize, distinct.size())));
		}
		return chunks;
	}

}
