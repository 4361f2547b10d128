package io.entitycache.jpa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.persistence.EntityManagerFactory;
import org.hibernate.BatchSize;
import org.hibernate.Session;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.graph.RootGraph;

/**
 * Reads what the collections of one role hold from the database, in the same way as
 * {@link EntityLoader} reads rows.
 *
 * @param <ID> the type of the owners' id
 */
public final class CollectionLoader<ID> {

	private final EntityManagerFactory entityManagerFactory;

	private final LoadSessions sessions;

	private final EntityMapping<?, ID> owner;

	private final CollectionRole role;

	private final EntityMapping<?, ?> member;

	private final int chunkSize;

	/**
	 * Creates a new instance.
	 * @param owner the owners
	 * @param role the collection
	 * @param member its members
	 * @param chunkSize how many owners are read with one statement
	 */
	public CollectionLoader(EntityManagerFactory entityManagerFactory, EntityMapping<?, ID> owner, CollectionRole role,
			EntityMapping<?, ?> member, Duration loadTimeout, int chunkSize) {
		this.entityManagerFactory = entityManagerFactory;
		this.sessions = new LoadSessions(entityManagerFactory, member, loadTimeout);
		this.owner = owner;
		this.role = role;
		this.member = member;
		this.chunkSize = chunkSize;
	}

	/** How a load that begins now reads; to be asked before it. */
	public LoadConditions conditions() {
		return this.sessions.conditions();
	}

	/** What the collections of those owners hold that exist. */
	public Loaded<ID> loadAll(Collection<? extends ID> owners) {
		return this.sessions.read((session) -> readFrom(session, this.owner, owners));
	}

	/**
	 * As {@link #loadAll}, after the changes that wait in the current transaction's
	 * persistence context have been written, as a query has them written.
	 */
	public Loaded<ID> loadAllFlushed(Collection<? extends ID> owners) {
		SessionImplementor bound = BoundSession.current(this.entityManagerFactory);
		if (bound != null && !bound.isDefaultReadOnly() && isFlushedByQueries(bound)) {
			bound.flush();
		}
		return loadAll(owners);
	}

	private static boolean isFlushedByQueries(SessionImplementor session) {
		return switch (session.getHibernateFlushMode()) {
			case AUTO, ALWAYS -> true;
			case COMMIT, MANUAL -> false;
		};
	}

	private <T> Loaded<ID> readFrom(Session session, EntityMapping<T, ID> mapping, Collection<? extends ID> owners) {
		session.setFetchBatchSize(this.chunkSize);
		RootGraph<T> graph = mapping.rows(session);
		String name = this.role.attributeName();
		if (this.role.canBeJoined() && mapping.persister().findAttributeMapping(name) != null) {
			this.member.restrict(graph.addSubgraph(name));
		}
		if (!mapping.idCodec().isExact()) {
			RowsById<T, ID> rows = new RowsById<>(mapping, (current) -> graph);
			return read(session, (chunk) -> {
				Map<ID, T> found = rows.all(session, chunk);
				return chunk.stream().map(found::get).toList();
			}, owners);
		}
		return read(session, (chunk) -> session.findMultiple(graph, chunk, new BatchSize(this.chunkSize)), owners);
	}

	private Loaded<ID> read(Session session, Function<List<ID>, List<?>> rows, Collection<? extends ID> owners) {
		Loaded<ID> loaded = new Loaded<>(new HashMap<>(), new HashMap<>());
		List<ID> distinct = new ArrayList<>(new LinkedHashSet<ID>(owners));
		for (int start = 0; start < distinct.size(); start += this.chunkSize) {
			List<ID> chunk = distinct.subList(start, Math.min(start + this.chunkSize, distinct.size()));
			List<?> entities = rows.apply(chunk);
			for (int i = 0; i < chunk.size(); i++) {
				Object entity = entities.get(i);
				if (entity != null && this.role.isOf(entity)) {
					add(session, chunk.get(i), entity, loaded);
				}
			}
		}
		return loaded;
	}

	private void add(Session session, ID id, Object owner, Loaded<ID> loaded) {
		loaded.collections().put(id, this.role.stateOf(owner));
		for (Object entity : this.role.membersOf(owner)) {
			// Without what is read beside a member it is left to its own load.
			if (entity != null && !this.member.hasColumns()) {
				EntityState state = this.member.stateOf(session, entity);
				loaded.members().put(state.id(), state);
			}
		}
	}

	/**
	 * What was loaded.
	 *
	 * @param collections by owner, what its collection holds
	 * @param members the states of all members, by their id
	 * @param <ID> the type of the owners' id
	 */
	public record Loaded<ID>(Map<ID, CollectionState> collections, Map<Object, EntityState> members) {
	}

}
