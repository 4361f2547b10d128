package io.entitycache.jpa;

import io.entitycache.transaction.ReadMoment;
import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityEntryExtraState;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/**
 * Marks an entity of a session with when and how its state was read. A refresh reads it
 * again; a lock alone does not.
 */
final class ReadMark implements EntityEntryExtraState {

	private final @Nullable ReadMoment moment;

	private final Guard guard;

	private final long transaction;

	private @Nullable EntityEntryExtraState next;

	/**
	 * Creates a mark.
	 * @param moment a moment before it was read, {@code null} if unknown
	 * @param guard what keeps others from changing the row unnoticed
	 * @param transaction the transaction that has this guard
	 */
	ReadMark(@Nullable ReadMoment moment, Guard guard, long transaction) {
		this.moment = moment;
		this.guard = guard;
		this.transaction = transaction;
	}

	static @Nullable ReadMark of(SharedSessionContractImplementor session, @Nullable Object entity) {
		EntityEntry entry = (entity != null && !session.isStateless())
				? session.getPersistenceContextInternal().getEntry(entity) : null;
		return (entry != null) ? entry.getExtraState(ReadMark.class) : null;
	}

	@Nullable ReadMoment moment() {
		return this.moment;
	}

	/** What the transaction's guard is. */
	Guard guardIn(long current) {
		return (current != 0 && this.transaction == current) ? this.guard : Guard.NONE;
	}

	@Override
	public void addExtraState(EntityEntryExtraState state) {
		if (this.next == null) {
			this.next = state;
		}
		else {
			this.next.addExtraState(state);
		}
	}

	@Override
	@SuppressWarnings("NullAway") // Hibernate asks for null.
	public <S extends EntityEntryExtraState> S getExtraState(Class<S> type) {
		// Hibernate's own states look only at what comes after them.
		if (type.isInstance(this.next)) {
			return type.cast(this.next);
		}
		return (this.next != null) ? this.next.getExtraState(type) : null;
	}

	/** What keeps other transactions from changing a row between its read and a write. */
	enum Guard {

		/** Nothing. */
		NONE,

		/** It was read under a lock. */
		LOCK,

		/** The database refuses writes of rows that were changed since. */
		SNAPSHOT,

		/** Nobody else sees it. */
		OWN

	}

}
