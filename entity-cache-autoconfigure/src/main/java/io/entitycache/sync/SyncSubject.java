package io.entitycache.sync;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import io.entitycache.CacheSettings;
import io.entitycache.Cached;
import io.entitycache.KeyCodec;
import io.entitycache.jpa.ChangeTime;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityPages;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.BackgroundLoads;
import io.entitycache.read.Loader;
import org.jspecify.annotations.Nullable;

/**
 * What is synced: a cache, from the inside.
 *
 * @param settings the cache's settings
 * @param mapping the entity's mapping
 * @param pages reads the table; {@code null} if it can only be read by id
 * @param changed tells when a row was changed last; {@code null} if nothing does
 * @param entities the region of states
 * @param pointers by key attribute, the region of ids
 * @param loader loads states by id
 * @param show is shown the rows of each page, and has every node forget the collections
 * that lack a row which says it is in them
 * @param correct has every node forget what was cached of rows, and of what goes by them
 * @param <ID> the type of the entity's id
 */
public record SyncSubject<ID>(CacheSettings settings, EntityMapping<?, ID> mapping, @Nullable EntityPages<?, ID> pages,
		@Nullable ChangeTime changed, BackgroundLoads<ID, EntityState> entities,
		Map<String, BackgroundLoads<Object, ID>> pointers, Loader<ID, EntityState> loader,
		Consumer<Map<ID, EntityState>> show, Consumer<Map<ID, Correction>> correct) {

	String name() {
		return this.settings.name();
	}

	KeyCodec<ID> idCodec() {
		return this.mapping.idCodec();
	}

	EntityPages<?, ID> requiredPages() {
		EntityPages<?, ID> present = this.pages;
		if (present == null) {
			throw new UnsupportedOperationException(
					"The table of cache '%s' cannot be read in the order of its ids: they have none".formatted(name()));
		}
		return present;
	}

	/** The rows of which other states than these are cached. */
	Map<ID, Correction> outdated(Map<ID, EntityState> states) {
		Map<ID, Correction> outdated = new LinkedHashMap<>();
		this.entities.known(states.keySet()).forEach((id, known) -> {
			EntityState state = states.get(id);
			if (state != null && !state.equals(known.value())) {
				outdated.put(id, Correction.of(known, state));
			}
		});
		return outdated;
	}

	/**
	 * Has every node forget what was cached of rows, and loads them anew. It is heard of
	 * here first: else the rows would be refused by their own tombstones, and what was
	 * refreshed be nowhere.
	 */
	Map<ID, Cached<EntityState>> reload(Map<ID, Correction> outdated, SyncMarks marks) {
		this.correct.accept(outdated);
		marks.awaitApplied();
		return this.entities.reload(outdated.keySet(), this.loader);
	}

	/** Has every node forget the rows, of which there are none. */
	void remove(Collection<ID> ids) {
		Map<ID, Cached<EntityState>> known = this.entities.known(ids);
		Map<ID, Correction> gone = new LinkedHashMap<>();
		ids.forEach((id) -> gone.put(id, Correction.of(known.getOrDefault(id, Cached.absent()), null)));
		this.correct.accept(gone);
	}

	/** What the states say of a key attribute: ids by value. */
	Map<Object, ID> idsBy(String attribute, Map<ID, EntityState> states) {
		Map<Object, ID> ids = new LinkedHashMap<>();
		states.forEach((id, state) -> {
			Object value = this.mapping.attribute(state, attribute);
			if (value != null) {
				ids.put(value, id);
			}
		});
		return ids;
	}

}
