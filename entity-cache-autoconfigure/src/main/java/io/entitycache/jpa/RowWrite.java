package io.entitycache.jpa;

import java.util.List;
import java.util.Objects;

import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * The change of one row.
 *
 * @param persister the row's entity
 * @param id the row's id
 * @param kind what was done
 * @param before what it was like, {@code null} if nobody knows or it is new
 * @param after what it is like, {@code null} if it is gone
 */
record RowWrite(EntityPersister persister, Object id, Kind kind, @Nullable Object @Nullable [] before,
		@Nullable Object @Nullable [] after) {

	/** What was done to a row. */
	enum Kind {

		INSERT, UPDATE, DELETE, UPSERT

	}

	/** Whether there was something before, and nobody knows what. */
	boolean isUncertain() {
		return this.kind != Kind.INSERT && this.before == null;
	}

	boolean hasAttribute(String name) {
		return indexOf(name) >= 0;
	}

	/** Whether an attribute of a row that was there before has another value now. */
	boolean changes(String name) {
		return isUncertain() || this.before != null && this.after != null && hasAttribute(name)
				&& !Objects.equals(before(name), after(name));
	}

	@Nullable Object before(String name) {
		return valueOf(this.before, name);
	}

	@Nullable Object after(String name) {
		return valueOf(this.after, name);
	}

	private @Nullable Object valueOf(@Nullable Object @Nullable [] state, String name) {
		return (state != null) ? state[indexOf(name)] : null;
	}

	private int indexOf(String name) {
		return List.of(this.persister.getPropertyNames()).indexOf(name);
	}

}
