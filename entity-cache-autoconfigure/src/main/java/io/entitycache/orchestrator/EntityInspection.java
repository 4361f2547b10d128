package io.entitycache.orchestrator;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.entitycache.CacheInspection;
import io.entitycache.Cached;
import io.entitycache.CachedEntry;
import io.entitycache.Freshness;
import io.entitycache.Level;
import io.entitycache.jpa.CollectionRole;
import io.entitycache.jpa.CollectionState;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.ShownState;
import io.entitycache.read.CacheRegion;
import org.jspecify.annotations.Nullable;

/**
 * Shows the regions of one cache.
 *
 * @param <ID> the type of the entity's id
 */
final class EntityInspection<ID> implements CacheInspection<ID> {

	private final EntityMapping<?, ID> mapping;

	private final CacheRegion<ID, EntityState> entities;

	private final Function<String, CacheRegion<Object, ID>> pointers;

	private final CachedRows<?, ID> rows;

	/**
	 * Creates a new instance.
	 * @param pointers by key attribute; throws if there is no such attribute
	 */
	EntityInspection(CachedRows<?, ID> rows, CacheRegion<ID, EntityState> entities,
			Function<String, CacheRegion<Object, ID>> pointers) {
		this.rows = rows;
		this.mapping = rows.mapping();
		this.entities = entities;
		this.pointers = pointers;
	}

	@Override
	public ID parseId(String text) {
		return this.mapping.idCodec().decode(text);
	}

	@Override
	public String formatId(ID id) {
		return this.mapping.idCodec().encode(id);
	}

	@Override
	public Object parseValue(String attribute, String text) {
		CacheRegion<Object, ID> pointer = this.pointers.apply(attribute);
		return pointer.canonical(this.mapping.keyCodec(attribute).decode(text));
	}

	@Override
	public CachedEntry<ID> entry(ID id) {
		Freshness freshness = this.entities.freshness(id);
		Cached<EntityState> cached = this.entities.peek(id);
		EntityState state = (cached != null) ? cached.value() : null;
		Level level = (freshness.state() != Freshness.State.NOT_CACHED) ? Level.LEVEL1 : Level.LEVEL2;
		return new CachedEntry<>(id, (cached != null) ? level : null, freshness, cached != null && state == null,
				(state != null) ? state.version() : null, (state != null) ? attributes(id, state) : new HashMap<>());
	}

	@Override
	public CachedEntry<ID> entryBy(String attribute, Object given) {
		CacheRegion<Object, ID> pointer = this.pointers.apply(attribute);
		Object value = pointer.canonical(given);
		Cached<ID> pointed = pointer.peek(value);
		ID id = (pointed != null) ? pointed.value() : null;
		if (id != null) {
			return entry(id);
		}
		Freshness freshness = pointer.freshness(value);
		Level level = (freshness.state() != Freshness.State.NOT_CACHED) ? Level.LEVEL1 : Level.LEVEL2;
		return new CachedEntry<>(null, (pointed != null) ? level : null, freshness, pointed != null, null,
				new HashMap<>());
	}

	// The ids of a collection's members, where the levels know them.
	private Map<String, @Nullable Object> attributes(ID id, EntityState state) {
		Map<String, @Nullable Object> attributes = new LinkedHashMap<>(ShownState.of(state));
		for (CachedCollections<ID> collection : this.rows.collections()) {
			Cached<CollectionState> known = collection.region().peek(id);
			CollectionState members = (known != null) ? known.value() : null;
			if (members != null) {
				CollectionRole role = collection.association().role();
				attributes.put(collection.association().name(),
						role.ids(members).stream().map(String::valueOf).toList());
			}
		}
		return attributes;
	}

	@Override
	public List<ID> mostUsed(int limit) {
		return this.entities.mostUsed(limit);
	}

}
