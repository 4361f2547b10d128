package io.entitycache.jpa;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * Reads the state of rows from the database without touching anybody's persistence
 * context. Inside a transaction of Spring's the rows are read through its connection,
 * else in a transaction of their own.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public final class EntityLoader<T, ID> {

	private final LoadSessions sessions;

	private final StateReader<T, ID> reader;

	private final int chunkSize;

	public EntityLoader(EntityManagerFactory entityManagerFactory, EntityMapping<T, ID> mapping, Duration loadTimeout,
			int chunkSize) {
		Assert.isTrue(chunkSize > 0, "'chunkSize' must be positive");
		this.sessions = new LoadSessions(entityManagerFactory, mapping, loadTimeout);
		this.reader = new StateReader<>(mapping, chunkSize, /* rowsAlone= */ true);
		this.chunkSize = chunkSize;
	}

	/** How a load that begins now reads; to be asked before it. */
	public LoadConditions conditions() {
		return this.sessions.conditions();
	}

	/** The state of the row with this id, {@code null} if there is none. */
	public @Nullable EntityState load(ID id) {
		return this.sessions.read((session) -> this.reader.read(session, id));
	}

	/** The states of the rows with these ids that exist, one query per chunk of ids. */
	public Map<ID, EntityState> loadAll(Collection<? extends ID> ids) {
		return this.sessions.read((session) -> this.reader.readAll(batched(session), ids));
	}

	/**
	 * The state of the row whose attribute has this value, {@code null} if there is none.
	 * @throws jakarta.persistence.NonUniqueResultException if there are several
	 */
	public @Nullable EntityState loadBy(String attribute, Object value) {
		return this.sessions.read((session) -> this.reader.readBy(session, attribute, value));
	}

	/** The states by attribute value, one query per chunk of values. */
	public Map<Object, EntityState> loadAllBy(String attribute, Collection<?> values) {
		return this.sessions.read((session) -> this.reader.readAllBy(batched(session), attribute, values));
	}

	/** Makes the session load the element collections of a chunk together. */
	private Session batched(Session session) {
		session.setFetchBatchSize(this.chunkSize);
		return session;
	}

}
