package io.entitycache.jpa;

import org.hibernate.engine.spi.EntityEntry;
import org.hibernate.engine.spi.EntityEntryExtraState;
import org.hibernate.engine.spi.SharedSessionContractImplementor;
import org.jspecify.annotations.Nullable;

/** Marks the entities of a session that one of its transactions has inserted. */
final class InsertedHere implements EntityEntryExtraState {

	private final long transaction;

	private @Nullable EntityEntryExtraState next;

	private InsertedHere(long transaction) {
		this.transaction = transaction;
	}

	static void mark(SharedSessionContractImplementor session, Object entity, long transaction) {
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
		if (entry != null) {
			entry.addExtraState(new InsertedHere(transaction));
		}
	}

	static boolean isMarked(SharedSessionContractImplementor session, Object entity, long transaction) {
		EntityEntry entry = session.getPersistenceContextInternal().getEntry(entity);
		InsertedHere mark = (entry != null) ? entry.getExtraState(InsertedHere.class) : null;
		return mark != null && mark.transaction == transaction;
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
		if (type.isInstance(this)) {
			return type.cast(this);
		}
		return (this.next != null) ? this.next.getExtraState(type) : null;
	}

}
