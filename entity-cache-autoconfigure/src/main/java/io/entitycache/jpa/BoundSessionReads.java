package io.entitycache.jpa;

import java.util.Collection;
import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.engine.spi.EntityKey;
import org.hibernate.engine.spi.PersistenceContext;
import org.hibernate.engine.spi.SessionImplementor;
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

	private static final int CHUNK_SIZE = 1000;

	private final EntityManagerFactory entityManagerFactory;

	private final EntityMapping<T, ID> mapping;

	private final StateReader<T, ID> reader;

	public BoundSessionReads(EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping) {
		this.entityManagerFactory = entityManagerFactory;
		this.mapping = mapping;
		this.reader = new StateReader<>(mapping, CHUNK_SIZE, /* rowsAlone= */ false);
	}

	/** Whether a persistence context is bound to the current transaction. */
	public boolean isBound() {
		return BoundSession.current(this.entityManagerFactory) != null;
	}

	/**
	 * Whether the bound persistence context holds the entity, or is about to delete it.
	 */
	public boolean manages(ID id) {
		SessionImplementor session = BoundSession.current(this.entityManagerFactory);
		if (session == null) {
			return false;
		}
		PersistenceContext context = session.getPersistenceContextInternal();
		if (!this.mapping.idCodec().isExact()) {
			return context.containsDeletedUnloadedEntityKeys() || context.getEntitiesByKey()
				.keySet()
				.stream()
				.anyMatch((held) -> isOfHierarchy(held) && this.mapping.mayBeSame(held.getIdentifier(), id));
		}
		EntityKey key = session.generateEntityKey(id, this.mapping.persister());
		return context.getEntity(key) != null || context.containsDeletedUnloadedEntityKey(key);
	}

	/** Whether the bound persistence context holds any instance of the hierarchy. */
	public boolean managesAny() {
		SessionImplementor session = BoundSession.current(this.entityManagerFactory);
		if (session == null) {
			return false;
		}
		PersistenceContext context = session.getPersistenceContextInternal();
		return context.containsDeletedUnloadedEntityKeys()
				|| context.getEntitiesByKey().keySet().stream().anyMatch(this::isOfHierarchy);
	}

	private boolean isOfHierarchy(EntityKey key) {
		return key.getPersister().getRootEntityName().equals(this.mapping.rootEntityName());
	}

	/**
	 * The entity's state as the transaction sees it, {@code null} if there is none.
	 * @throws IllegalStateException if no persistence context is bound
	 */
	public @Nullable EntityState read(ID id) {
		return this.reader.read(session(), id);
	}

	/** The states of those that exist, as the transaction sees them. */
	public Map<ID, EntityState> readAll(Collection<? extends ID> ids) {
		return this.reader.readAll(session(), ids);
	}

	/** As {@link #read}, by attribute; what is pending is flushed as a query would do. */
	public @Nullable EntityState readBy(String attribute, Object value) {
		return this.reader.readBy(session(), attribute, value);
	}

	/** As {@link #readAll}, by attribute value. */
	public Map<Object, EntityState> readAllBy(String attribute, Collection<?> values) {
		return this.reader.readAllBy(session(), attribute, values);
	}

	private SessionImplementor session() {
		SessionImplementor session = BoundSession.current(this.entityManagerFactory);
		if (session == null) {
			throw new IllegalStateException("No persistence context is bound to a transaction of this thread");
		}
		return session;
	}

}
