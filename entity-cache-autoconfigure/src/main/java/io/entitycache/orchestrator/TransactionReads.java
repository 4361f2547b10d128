package io.entitycache.orchestrator;

import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.jpa.BoundSessionReads;
import io.entitycache.jpa.EntityLoader;
import io.entitycache.jpa.EntityState;
import io.entitycache.jpa.HibernateChanges;
import io.entitycache.read.CacheRegion;
import io.entitycache.transaction.TransactionChanges;
import org.jspecify.annotations.Nullable;

/**
 * Whether the current transaction has to read past the cache: it has changed what is
 * asked for, or its persistence context holds it.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
final class TransactionReads<T, ID> {

	private final BoundSessionReads<T, ID> session;

	private final EntityLoader<T, ID> loader;

	private final HibernateChanges changes;

	private final TransactionChanges named;

	private final CacheRegion<ID, ?> entities;

	private final Set<String> regions;

	TransactionReads(BoundSessionReads<T, ID> session, EntityLoader<T, ID> loader, HibernateChanges changes,
			TransactionChanges named, CacheRegion<ID, ?> entities, Set<String> regions) {
		this.session = session;
		this.loader = loader;
		this.changes = changes;
		this.named = named;
		this.entities = entities;
		this.regions = regions;
	}

	/*
	 * Reads of the transaction through its own persistence context. A transaction of JDBC
	 * alone has none: its reads see what is committed, as those of a repository do.
	 */

	@Nullable EntityState read(ID id) {
		return this.session.isBound() ? this.session.read(id) : this.loader.load(id);
	}

	Map<ID, EntityState> readAll(Collection<? extends ID> ids) {
		return this.session.isBound() ? this.session.readAll(ids) : this.loader.loadAll(ids);
	}

	@Nullable EntityState readBy(String attribute, Object value) {
		return this.session.isBound() ? this.session.readBy(attribute, value) : this.loader.loadBy(attribute, value);
	}

	Map<Object, EntityState> readAllBy(String attribute, Collection<?> values) {
		return this.session.isBound() ? this.session.readAllBy(attribute, values)
				: this.loader.loadAllBy(attribute, values);
	}

	/** Whether there is anything that could have to pass. */
	boolean mayPass() {
		return TransactionChanges.isTransactionActive();
	}

	boolean mustPass(ID id) {
		if (!mayPass()) {
			return false;
		}
		return this.session.manages(id) || touches(this.entities, id, this.changes, this.named);
	}

	/** Whether the transaction has changed the key's entry. */
	static <K> boolean touches(CacheRegion<K, ?> region, K key, HibernateChanges changes, TransactionChanges named) {
		if (!region.isNamed(key)) {
			return changes.touchesRegion(region.name()) || named.touchesRegion(region.name());
		}
		EntryKey entry = region.entryKey(key);
		return changes.touches(entry) || named.touches(entry);
	}

	/** Whether reads by attribute must pass: any row may have got or lost the value. */
	boolean mustPassAttributes() {
		return TransactionChanges.isTransactionActive()
				&& (this.session.managesAny() || this.regions.stream().anyMatch((region) -> touchesRegion(region)));
	}

	private boolean touchesRegion(String region) {
		return this.changes.touchesRegion(region) || this.named.touchesRegion(region);
	}

}
