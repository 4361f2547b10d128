package io.entitycache.jpa;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Reads the state of rows from the database without touching anybody's persistence
 * context. Inside a transaction of Spring's the rows are read through its connection,
 * else in a transaction of their own.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public final class EntityLoader<T, ID> {

	private final EntityManagerFactory entityManagerFactory;

	private final EntityMapping<T, ID> mapping;

	private final Duration loadTimeout;

	private final int chunkSize;

	public EntityLoader(EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping, Duration loadTimeout,
			int chunkSize) {
		this.entityManagerFactory = entityManagerFactory;
		this.mapping = mapping;
		this.loadTimeout = loadTimeout;
		this.chunkSize = chunkSize;
	}

	/** Whether what is loaded now may be remembered; to be asked before the load. */
	public FillPermission fillPermission() {
		throw new UnsupportedOperationException();
	}

	/** The state of the row with this id, {@code null} if there is none. */
	public @Nullable EntityState load(ID id) {
		throw new UnsupportedOperationException(
				this.entityManagerFactory + " " + this.mapping + this.loadTimeout + this.chunkSize + id);
	}

	/** The states of the rows with these ids that exist, one query per chunk of ids. */
	public Map<ID, EntityState> loadAll(Collection<? extends ID> ids) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The state of the row whose attribute has this value, {@code null} if there is none.
	 * @throws jakarta.persistence.NonUniqueResultException if there are several
	 */
	public @Nullable EntityState loadBy(String attribute, Object value) {
		throw new UnsupportedOperationException();
	}

	/** The states by attribute value, one query per chunk of values. */
	public Map<Object, EntityState> loadAllBy(String attribute, Collection<?> values) {
		throw new UnsupportedOperationException();
	}

}
