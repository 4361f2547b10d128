package io.entitycache.jpa;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.jdbc.TableNames;
import io.entitycache.jpa.EntityChanges.Stale;
import io.entitycache.jpa.ReadMark.Guard;
import io.entitycache.jpa.WrittenTables.Kind;
import io.entitycache.transaction.ChangeSet;
import io.entitycache.transaction.CommitHandler;
import io.entitycache.transaction.ReadMoment;
import io.entitycache.transaction.RowChange;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.hibernate.boot.Metadata;
import org.hibernate.cfg.AvailableSettings;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

import org.springframework.orm.jpa.EntityManagerHolder;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.Assert;

/**
 * What the transactions of one entity manager factory change, gathered from Hibernate:
 * changed rows and collections from its events, bulk and native statements from their
 * text. Each transaction's changes are handed to a {@link CommitHandler} in two steps,
 * after its last flush and when it has ended. A change outside of any transaction is
 * handed over at once.
 * <p>
 * It is hooked in before the factory is built and does nothing until it is told what to
 * watch. Statements that do not go through Hibernate are seen if the factory's data
 * source is watched.
 */
public final class HibernateChanges {

	private static final Log logger = LogFactory.getLog(HibernateChanges.class);

	private static final String SETTING = HibernateChanges.class.getName();

	private final SessionChanges sessions = new SessionChanges(new WatchedCommits(), this::everything);

	private final ForeignStatements foreign = new ForeignStatements(this, new WatchedCommits());

	private final ThreadLocal<Boolean> executing = new ThreadLocal<>();

	private final Reads reads = new Reads(this.sessions);

	private volatile @Nullable DeleteActions deleteActions;

	private volatile @Nullable UniqueColumns uniqueColumns;

	private volatile @Nullable Watch watch;

	private boolean changedBeforeWatch;

	private HibernateChanges() {
	}

	/**
	 * Hooks into the entity manager factory that is going to be built with these
	 * properties.
	 * @param jpaProperties the properties, which are changed
	 */
	public static HibernateChanges register(Map<String, Object> jpaProperties) {
		HibernateChanges existing = in(jpaProperties);
		if (existing != null) {
			return existing;
		}
		HibernateChanges changes = new HibernateChanges();
		jpaProperties.put(SETTING, changes);
		jpaProperties.compute(AvailableSettings.STATEMENT_INSPECTOR,
				(name, inspector) -> new WatchedStatements(changes, inspector));
		return changes;
	}

	/** What was hooked into the factory, {@code null} if nothing was. */
	public static @Nullable HibernateChanges of(EntityManagerFactory entityManagerFactory) {
		return in(entityManagerFactory.unwrap(SessionFactoryImplementor.class).getProperties());
	}

	static @Nullable HibernateChanges in(Map<String, Object> settings) {
		return (settings.get(SETTING) instanceof HibernateChanges changes) ? changes : null;
	}

	/**
	 * Starts to watch. What transactions have changed before is not known: now, and at
	 * the end of those that are still running, every region counts as stale.
	 * @param entityManagerFactory the factory as transactions are bound to it, which is
	 * the bean and not what it unwraps to
	 * @param entities the cached entities
	 * @param handler is told of every transaction that changes something
	 */
	public void watch(EntityManagerFactory entityManagerFactory, WatchedEntities entities, CommitHandler handler) {
		DeleteActions actions = this.deleteActions;
		Assert.state(actions != null, "the entity manager factory was not built with these changes registered");
		SessionFactoryImplementor factory = entityManagerFactory.unwrap(SessionFactoryImplementor.class);
		if (start(new Watch(entityManagerFactory, entities, handler, new EntityChanges(entities, actions),
				new StatementChanges(factory, entities, actions), Tenants.of(entityManagerFactory)))) {
			this.sessions.committed(everything());
		}
		this.foreign.watch(entityManagerFactory);
	}

	// One step: a change is either seen missing here, or its end finds what to call
	// stale.
	private synchronized boolean start(Watch started) {
		this.watch = started;
		return this.changedBeforeWatch;
	}

	/** What is stale since these tables were written to before the watch began. */
	Invalidation changedBefore(Set<String> tables) {
		Watch current = this.watch;
		if (current == null || current.entities().isEmpty()) {
			return Invalidation.NONE;
		}
		if (tables.containsAll(TableNames.ALL)) {
			return everything();
		}
		return understood(current,
				() -> current.statementChanges().ofNative("", new WrittenTables(tables, Kind.DELETE), Set.of()));
	}

	/** Whether the transaction bound to this thread has changed the entry. */
	public boolean touches(EntryKey key) {
		ChangeSet changes = current();
		return (changes != null && changes.touches(key)) || this.foreign.touches(key);
	}

	/**
	 * Whether the transaction bound to this thread has changed anything in the region.
	 */
	public boolean touchesRegion(String region) {
		ChangeSet changes = current();
		return (changes != null && changes.touchesRegion(region)) || this.foreign.touchesRegion(region);
	}

	/** How many transactions have changed something and have not ended yet. */
	public int openTransactions() {
		return this.sessions.size();
	}

	/** The factory is being built. */
	void hookInto(SessionFactoryImplementor factory, Metadata metadata) {
		this.deleteActions = new DeleteActions(metadata);
		this.uniqueColumns = new UniqueColumns(metadata);
		new ChangeListener(this).addTo(factory.getEventListenerRegistry());
	}

	/** What the mapping declares unique, {@code null} if nobody knows. */
	@Nullable UniqueColumns uniqueColumns() {
		return this.uniqueColumns;
	}

	/** The session has written a row or a collection. */
	void changed(SharedSessionContractImplementor session, Function<EntityChanges, Stale> change) {
		changedRow(session, change, (entities) -> Map.of());
	}

	/** The session has written a row. */
	void changedRow(SharedSessionContractImplementor session, Function<EntityChanges, Stale> change,
			Function<EntityChanges, Map<EntryKey, RowChange>> rows) {
		Watch current = this.watch;
		if (current == null) {
			this.sessions.addUnknown(session);
		}
		else if (!current.entities().isEmpty()) {
			boolean wanted = current.handler().wantsRows() || current.entities().wantStates();
			this.sessions.add(session, stale(current, session, change),
					wanted ? rows.apply(current.entityChanges()) : Map.of());
		}
	}

	private static Stale stale(Watch current, SharedSessionContractImplementor session,
			Function<EntityChanges, Stale> change) {
		Stale stale = understood(current, () -> change.apply(current.entityChanges()), Stale::of);
		Tenants tenants = current.tenants();
		return (tenants != null) ? stale.with((invalidation) -> tenants.scoped(session, invalidation)) : stale;
	}

	/** Executes a query, and has what it loads marked with when that was. */
	<R> R reading(Supplier<R> query) {
		Watch current = this.watch;
		return (current != null && current.entities().askHowRowsWereRead())
				? this.reads.at(current.handler().now(), query) : query.get();
	}

	/** The session has loaded an entity. */
	void loaded(SharedSessionContractImplementor session, EntityPersister persister, Object entity) {
		Watch current = this.watch;
		try {
			if (current != null && current.entityChanges().asksHowItWasRead(persister)) {
				this.reads.loaded(session, entity);
			}
		}
		catch (RuntimeException ex) {
			// The application's load must not fail for it; without a mark nothing is
			// certain.
			logger.debug("Cannot tell how an entity was read", ex);
		}
	}

	/** The session is about to delete an entity, which it does not know any more then. */
	void deleting(SharedSessionContractImplementor session, @Nullable Object entity) {
		this.reads.deleting(session, entity);
	}

	/** When and how the entity was read that the session has written. */
	@Nullable ReadMark markOf(SharedSessionContractImplementor session, @Nullable Object entity) {
		return this.reads.markOf(session, entity);
	}

	/** The session's transaction, 0 if it has none that is known. */
	long transactionOf(SharedSessionContractImplementor session) {
		ChangeSet changes = this.sessions.current(session);
		return (changes != null) ? changes.id() : 0;
	}

	/** Whether the rows of a collection are what the session has read of them. */
	Certainty certaintyOf(SharedSessionContractImplementor session, CollectionPersister collection,
			@Nullable Object owner) {
		ReadMark mark = ReadMark.of(session, owner);
		return Reads.certaintyOf(collection, mark, transactionOf(session));
	}

	/** The session has inserted an entity. */
	void inserted(SharedSessionContractImplementor session, EntityPersister persister, @Nullable Object entity) {
		Watch current = this.watch;
		if (current != null && entity != null && !session.isStateless()
				&& current.entityChanges().asksHowItWasRead(persister)) {
			this.reads.inserted(session, entity, current.handler().now(), transactionOf(session));
		}
	}

	/** Whether the session's current transaction has inserted the entity. */
	boolean isInserted(SharedSessionContractImplementor session, Object entity) {
		ReadMark mark = ReadMark.of(session, entity);
		return mark != null && mark.guardIn(transactionOf(session)) == Guard.OWN;
	}

	/** The session executes a statement that may write to many rows. */
	<R> R executing(SharedSessionContractImplementor session, Function<StatementChanges, Invalidation> change,
			Supplier<R> execution) {
		Watch current = this.watch;
		Runnable ended = (current != null) ? beginning(current, session, change) : beginningUnknown(session);
		this.executing.set(Boolean.TRUE);
		try {
			return execution.get();
		}
		finally {
			this.executing.remove();
			ended.run();
		}
	}

	private Runnable beginning(Watch current, SharedSessionContractImplementor session,
			Function<StatementChanges, Invalidation> change) {
		return this.sessions.begin(session, current.entities().isEmpty() ? Invalidation.NONE
				: understood(current, () -> change.apply(current.statementChanges())));
	}

	private Runnable beginningUnknown(SharedSessionContractImplementor session) {
		if (SessionChanges.isInTransaction(session)) {
			this.sessions.addUnknown(session);
			return () -> {
			};
		}
		return () -> this.sessions.addUnknown(session);
	}

	/**
	 * A statement is going to be executed on this thread, nobody knows by which session.
	 */
	void inspected(String sql) {
		this.foreign.inspected(sql);
		Watch current = this.watch;
		if (current == null || current.entities().isEmpty() || this.executing.get() != null) {
			return;
		}
		Invalidation stale = understood(current, () -> current.statementChanges().ofOther(sql));
		if (stale.isEmpty()) {
			return;
		}
		SharedSessionContractImplementor session = boundSession();
		// What a flush writes is told by its events.
		if (session != null && !session.getPersistenceContextInternal().isFlushing()) {
			this.sessions.add(session, stale);
		}
	}

	/** What a statement that runs past Hibernate makes stale. */
	Invalidation changedBy(String sql, WrittenTables written) {
		Watch current = this.watch;
		if (current == null || current.entities().isEmpty() || written.kind() == Kind.NONE) {
			return Invalidation.NONE;
		}
		return understood(current, () -> current.statementChanges().ofNative(sql, written, Set.of()));
	}

	/** Notes what such a statement has changed in the session's transaction. */
	void add(SharedSessionContractImplementor session, Invalidation change) {
		this.sessions.add(session, change);
	}

	/** Whether this thread executes a statement that is known already. */
	boolean isExecuting() {
		return this.executing.get() != null;
	}

	private static Invalidation understood(Watch current, Supplier<Invalidation> change) {
		return understood(current, change, (everything) -> everything);
	}

	private static <R> R understood(Watch current, Supplier<R> change, Function<Invalidation, R> everything) {
		try {
			return change.get();
		}
		catch (RuntimeException ex) {
			// The application's write must not fail for it, and no entry may stay stale.
			logger.warn("Cannot tell what a change makes stale: every cached entity counts as stale", ex);
			return everything.apply(Invalidation.ofRegions(current.entities().regions()));
		}
	}

	private synchronized Invalidation everything() {
		Watch current = this.watch;
		if (current == null) {
			this.changedBeforeWatch = true;
			return Invalidation.NONE;
		}
		return Invalidation.ofRegions(current.entities().regions());
	}

	private @Nullable ChangeSet current() {
		SharedSessionContractImplementor session = boundSession();
		return (session != null) ? this.sessions.current(session) : null;
	}

	/** The session that is bound to this thread. */
	@Nullable SharedSessionContractImplementor boundSession() {
		Watch current = this.watch;
		if (current == null || !(TransactionSynchronizationManager
			.getResource(current.entityManagerFactory()) instanceof EntityManagerHolder holder)) {
			return null;
		}
		EntityManager entityManager = holder.getEntityManager();
		return entityManager.isOpen() ? entityManager.unwrap(SharedSessionContractImplementor.class) : null;
	}

	/** What there is to watch, and who is told. */
	private record Watch(EntityManagerFactory entityManagerFactory, WatchedEntities entities, CommitHandler handler,
			EntityChanges entityChanges, StatementChanges statementChanges, @Nullable Tenants tenants) {
	}

	/** Passes on to the handler that is known by then: nothing is told before. */
	private final class WatchedCommits implements CommitHandler {

		@Override
		public @Nullable ReadMoment now() {
			return handler().now();
		}

		@Override
		public boolean isChangedSince(String region, ReadMoment moment) {
			return handler().isChangedSince(region, moment);
		}

		@Override
		public void changesRegions(ChangeSet changes) {
			Watch current = HibernateChanges.this.watch;
			if (current != null) {
				current.handler().changesRegions(changes);
			}
		}

		@Override
		public void prepare(ChangeSet changes) {
			handler().prepare(changes);
		}

		@Override
		public void committed(ChangeSet changes) {
			handler().committed(changes);
		}

		@Override
		public void rolledBack(ChangeSet changes) {
			handler().rolledBack(changes);
		}

		private CommitHandler handler() {
			Watch current = HibernateChanges.this.watch;
			Assert.state(current != null, "a change was noted before there was anything to watch");
			return current.handler();
		}

	}

}
