package io.entitycache.orchestrator;

import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.entitycache.Cached;
import io.entitycache.jpa.EntityState;
import io.entitycache.read.CacheRegion;
import io.entitycache.read.JointRead;
import org.jspecify.annotations.Nullable;

import org.springframework.util.CollectionUtils;

/**
 * Reads states by id: what the current transaction has changed through its persistence
 * context, everything else through the cache.
 *
 * @param region the states
 * @param loads their loads
 * @param transaction what the current transaction has changed
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
record StateReads<T, ID>(CacheRegion<ID, EntityState> region, EntityLoads<T, ID> loads,
		TransactionReads<T, ID> transaction) {

	/** The states of the rows that exist. */
	Map<ID, EntityState> readAll(Collection<ID> ids, JointRead joint) {
		Set<ID> passed = this.transaction.mayPass() ? passed(ids) : Set.of();
		Map<ID, EntityState> states = CollectionUtils.newHashMap(ids.size());
		if (!passed.isEmpty()) {
			states.putAll(this.transaction.readAll(passed));
		}
		Collection<ID> cacheable = passed.isEmpty() ? ids : ids.stream().filter((id) -> !passed.contains(id)).toList();
		this.region.readAll(cacheable, this.loads.byId(), joint).forEach((id, cached) -> put(id, cached, states));
		return states;
	}

	private Set<ID> passed(Collection<ID> ids) {
		Set<ID> passed = new HashSet<>();
		for (ID id : ids) {
			if (this.transaction.mustPass(id)) {
				passed.add(id);
			}
		}
		return passed;
	}

	/** What the levels know of the row, without the database. */
	@Nullable Cached<EntityState> peek(ID id) {
		return this.transaction.mustPass(id) ? null : this.region.peek(id);
	}

	private void put(ID id, Cached<EntityState> cached, Map<ID, EntityState> states) {
		EntityState state = cached.value();
		if (state != null) {
			states.put(id, state);
		}
	}

}
