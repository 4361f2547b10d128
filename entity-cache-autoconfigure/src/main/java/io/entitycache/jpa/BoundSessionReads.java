package io.entitycache.jpa;

import java.util.Collection;
import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads of the current transaction through the persistence context that is bound to it,
 * which knows the transaction's own changes, flushed or not. Every question is cheap if
 * no persistence context is bound.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public final class BoundSessionReads<T, ID> {

	private final EntityManagerFactory entityManagerFactory;

	private final EntityMapping<T, ID> mapping;

	public BoundSessionReads(EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping) {
		this.entityManagerFactory = entityManagerFactory;
		this.mapping = mapping;
	}

	/**
	 * Whether the bound persistence context holds the entity, or is about to delete it.
	 */
	public boolean manages(ID id) {
		throw new UnsupportedOperationException(this.entityManagerFactory + " " + this.mapping + id);
	}

	/** Whether the bound persistence context holds any instance of the hierarchy. */
	public boolean managesAny() {
		throw new UnsupportedOperationException();
	}

	/** The entity's state as the transaction sees it, {@code null} if there is none. */
	public @Nullable EntityState read(ID id) {
		throw new UnsupportedOperationException();
	}

	/** The states of those that exist, as the transaction sees them. */
	public Map<ID, EntityState> readAll(Collection<? extends ID> ids) {
		throw new UnsupportedOperationException();
	}

	/** As {@link #read}, by attribute; what is pending is flushed as a query would do. */
	public @Nullable EntityState readBy(String attribute, Object value) {
		throw new UnsupportedOperationException();
	}

	/** As {@link #readAll}, by attribute value. */
	public Map<Object, EntityState> readAllBy(String attribute, Collection<?> values) {
		throw new UnsupportedOperationException();
	}

}
