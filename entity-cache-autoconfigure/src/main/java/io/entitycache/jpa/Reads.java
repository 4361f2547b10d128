package io.entitycache.jpa;

import java.sql.Connection;
import java.util.function.Supplier;

import io.entitycache.jpa.ReadMark.Guard;
import io.entitycache.transaction.ReadMoment;
import org.hibernate.LockMode;
import org.hibernate.dialect.PostgreSQLDialect;
import org.hibernate.engine.OptimisticLockStyle;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.hibernate.engine.spi.Status;
import org.hibernate.persister.collection.CollectionPersister;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** Marks what sessions read with when and how that was. */
final class Reads {

	private final SessionChanges sessions;

	private final ThreadLocal<@Nullable ReadMoment> current = new ThreadLocal<>();

	private final ThreadLocal<@Nullable Deleted> deleted = new ThreadLocal<>();

	/** Asked of the first connection, as it is the same for all. */
	private volatile @Nullable Integer defaultIsolation;

	Reads(SessionChanges sessions) {
		this.sessions = sessions;
	}

	/**
	 * Executes a query that begins at that moment. What is read later, from a result that
	 * it leaves open, has no moment.
	 */
	<R> R at(@Nullable ReadMoment moment, Supplier<R> query) {
		ReadMoment outer = this.current.get();
		this.current.set(moment);
		try {
			return query.get();
		}
		finally {
			if (outer != null) {
				this.current.set(outer);
			}
			else {
				this.current.remove();
			}
		}
	}

	/** The session has loaded the entity, or loaded it again. */
	void loaded(SharedSessionContractImplementor session, Object entity) {
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
		if (entry == null || entry.getStatus() == Status.READ_ONLY) {
			return;
		}
		Guard guard = Guard.NONE;
		if (SessionChanges.isInTransaction(session)) {
			guard = isLocked(entry) ? Guard.LOCK : isRefusingLateWrites(session) ? Guard.SNAPSHOT : Guard.NONE;
		}
		long transaction = (guard != Guard.NONE) ? this.sessions.currentOrNewId(session) : 0;
		entry.addExtraState(new ReadMark(this.current.get(), guard, transaction));
	}

	/** The session has inserted the entity. */
	void inserted(SharedSessionContractImplementor session, Object entity, @Nullable ReadMoment now, long transaction) {
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
		if (entry != null) {
			entry.addExtraState(new ReadMark(now, Guard.OWN, transaction));
		}
	}

	/**
	 * The session is going to delete the entity as the next thing that this thread does.
	 */
	void deleting(SharedSessionContractImplementor session, @Nullable Object entity) {
		ReadMark mark = ReadMark.of(session, entity);
		if (mark != null && entity != null) {
			this.deleted.set(new Deleted(entity, mark));
		}
	}

	/** The mark of an entity that the session has written. */
	@Nullable ReadMark markOf(SharedSessionContractImplementor session, @Nullable Object entity) {
		Deleted last = this.deleted.get();
		if (last == null) {
			return ReadMark.of(session, entity);
		}
		this.deleted.remove();
		return (last.entity == entity) ? last.mark : ReadMark.of(session, entity);
	}

	private static boolean isLocked(EntityEntry entry) {
		LockMode mode = entry.getLockMode();
		return mode == LockMode.PESSIMISTIC_WRITE || mode == LockMode.PESSIMISTIC_FORCE_INCREMENT
				|| mode == LockMode.UPGRADE_NOWAIT || mode == LockMode.UPGRADE_SKIPLOCKED;
	}

	// Other databases do not refuse them, or not at this level.
	private boolean isRefusingLateWrites(SharedSessionContractImplementor session) {
		if (!(session.getJdbcServices().getDialect() instanceof PostgreSQLDialect)
				|| !(session instanceof SessionImplementor stateful)) {
			return false;
		}
		TransactionBegins.Begin begin = TransactionBegins.of(stateful);
		if (begin == null) {
			return false;
		}
		Integer declared = begin.isolation();
		int isolation = (declared != null) ? declared : defaultIsolation(session);
		return isolation == Connection.TRANSACTION_REPEATABLE_READ || isolation == Connection.TRANSACTION_SERIALIZABLE;
	}

	private int defaultIsolation(SharedSessionContractImplementor session) {
		Integer known = this.defaultIsolation;
		if (known == null) {
			known = session.doReturningWork(Connection::getTransactionIsolation);
			this.defaultIsolation = known;
		}
		return known;
	}

	/**
	 * Whether a collection is in the database as the session has it. A lock of its owner
	 * does not lock its rows, as these refer to what they belong to under a weaker one.
	 */
	static Certainty certaintyOf(CollectionPersister collection, @Nullable ReadMark mark, long transaction) {
		Guard guard = (mark != null) ? mark.guardIn(transaction) : Guard.NONE;
		if (guard == Guard.OWN || guard == Guard.SNAPSHOT) {
			return Certainty.SURE;
		}
		EntityPersister owner = collection.getOwnerEntityPersister();
		boolean versioned = owner.optimisticLockStyle() == OptimisticLockStyle.VERSION && collection.isVersioned();
		return versioned ? RowWrite.versioned(owner, mark) : Certainty.NONE;
	}

	/** What this thread is deleting. */
	private record Deleted(Object entity, ReadMark mark) {
	}

}
