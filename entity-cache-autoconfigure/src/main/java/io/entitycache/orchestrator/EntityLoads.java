package io.entitycache.orchestrator;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.jpa.EntityLoader;
import io.entitycache.jpa.EntityMapping;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.FillPermission;
import io.entitycache.jpa.LoadConditions;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.FillTicket;
import io.entitycache.read.Loader;
import io.entitycache.transaction.AfterCommit;
import io.entitycache.transaction.TransactionChanges;
import org.jspecify.annotations.Nullable;

import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Loads one entity type for its regions: states by id, and ids by key attribute.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class EntityLoads<T, ID> {

	private final EntityMapping<T, ID> mapping;

	private final EntityLoader<T, ID> loader;

	private final CacheRegion<ID, EntityState> entities;

	private final Loader<ID, EntityState> byId = new ById();

	EntityLoads(EntityMapping<T, ID> mapping, EntityLoader<T, ID> loader, CacheRegion<ID, EntityState> entities) {
		this.mapping = mapping;
		this.loader = loader;
		this.entities = entities;
	}

	/** Loads states by id. */
	Loader<ID, EntityState> byId() {
		return this.byId;
	}

	/** Loads ids by key attribute, for one call; keeps the states it comes by. */
	ByAttribute by(String attribute) {
		return new ByAttribute(attribute);
	}

	/**
	 * The id of the row with this value, past the cache; {@code null} if there is none.
	 */
	@Nullable ID idBy(String attribute, Object value) {
		EntityState state = this.loader.loadAllBy(attribute, List.of(value)).get(value);
		return (state != null) ? this.mapping.idOf(state) : null;
	}

	/**
	 * The state of the row with this id, past the cache; {@code null} if there is none.
	 */
	@Nullable EntityState stateOf(ID id) {
		return this.loader.load(id);
	}

	private Loader.Snapshot currentSnapshot() {
		return snapshot(this.loader.conditions());
	}

	/** What a load under these conditions sees. */
	static Loader.Snapshot snapshot(LoadConditions conditions) {
		FillTicket begin = (FillTicket) conditions.snapshotAfter();
		return audience(conditions.permission()).connected(conditions.connected()).since(begin);
	}

	private static Loader.Snapshot audience(FillPermission permission) {
		if (permission == FillPermission.REFUSED) {
			return Loader.Snapshot.OWN;
		}
		if (!TransactionChanges.isTransactionActive()) {
			return Loader.Snapshot.FRESH;
		}
		// JDBC statements past Hibernate are not seen, and a load would see what they
		// did.
		return TransactionSynchronizationManager.isCurrentTransactionReadOnly() ? Loader.Snapshot.FRESH_IN_TRANSACTION
				: Loader.Snapshot.IN_WRITING_TRANSACTION;
	}

	private final class ById implements Loader<ID, EntityState> {

		@Override
		public Snapshot snapshot() {
			return currentSnapshot();
		}

		@Override
		public Map<ID, EntityState> load(Collection<ID> ids, FillTicket ticket) {
			if (ids.size() > 1) {
				return EntityLoads.this.loader.loadAll(ids);
			}
			ID id = ids.iterator().next();
			EntityState state = EntityLoads.this.loader.load(id);
			return (state != null) ? Map.of(id, state) : Map.of();
		}

		@Override
		public void whenCommitted(Runnable action) {
			AfterCommit.run(action);
		}

	}

	/** One call's load of ids by key attribute. Used by one thread. */
	final class ByAttribute implements Loader<Object, ID> {

		private final String attribute;

		// Until it is asked, which is before the load; a hit never asks.
		private Snapshot snapshot = Snapshot.OWN;

		private Map<Object, EntityState> states = Map.of();

		private ByAttribute(String attribute) {
			this.attribute = attribute;
		}

		@Override
		public Snapshot snapshot() {
			this.snapshot = currentSnapshot();
			return this.snapshot;
		}

		@Override
		public Map<Object, ID> load(Collection<Object> values, FillTicket ticket) {
			Map<Object, EntityState> loaded = EntityLoads.this.loader.loadAllBy(this.attribute, values);
			if (this.states.isEmpty()) {
				this.states = new HashMap<>();
			}
			this.states.putAll(loaded);
			Map<Object, ID> ids = new HashMap<>();
			Map<ID, EntityState> statesById = new HashMap<>();
			loaded.forEach((value, state) -> {
				ID id = EntityLoads.this.mapping.idOf(state);
				ids.put(value, id);
				statesById.put(id, state);
				// The caller sees this state now, so no later one may see the one before.
				EntityLoads.this.entities.evictOther(id, state);
			});
			admit(statesById, ticket);
			return ids;
		}

		private void admit(Map<ID, EntityState> loaded, FillTicket ticket) {
			this.snapshot.admit(EntityLoads.this.entities.admission(loaded, ticket), this::whenCommitted);
		}

		@Override
		public void whenCommitted(Runnable action) {
			AfterCommit.run(action);
		}

		/** The state that came with the value's id, if this call loaded it. */
		@Nullable EntityState state(Object value) {
			return this.states.get(value);
		}

	}

}
