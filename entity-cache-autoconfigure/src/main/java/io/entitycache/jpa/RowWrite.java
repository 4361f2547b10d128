package io.entitycache.jpa;

import java.util.Arrays;
import java.util.Objects;

import org.hibernate.engine.OptimisticLockStyle;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** The change of one row. */
final class RowWrite {

	/*
	 * The state before is what the session has loaded, which the database may not have
	 * any more: an update that writes every column takes back what another transaction
	 * has written since, and does not look like it. It is what the database had if the
	 * update compares it, if it compares a version that changes with it, or if nobody
	 * could change the row since it was read. A version does not change with attributes
	 * that are excluded from it, nor by statements which do not increment it; a lock that
	 * was taken after the row was read is too late. What an update does not write stays
	 * as it is, whatever it was.
	 */

	private final EntityPersister persister;

	private final WrittenAttributes attributes;

	private final Object id;

	private final Kind kind;

	private final @Nullable Object @Nullable [] before;

	private final @Nullable Object @Nullable [] after;

	private final int @Nullable [] dirty;

	private final @Nullable ReadMark mark;

	private final long transaction;

	/**
	 * Creates a change.
	 * @param before what it was like, {@code null} if unknown or new
	 * @param after what it is like, {@code null} if it is gone
	 * @param dirty the positions of what was changed in the session, {@code null} if
	 * unknown
	 * @param mark how it was read, {@code null} if unknown
	 * @param transaction the session's transaction, 0 if there is none
	 */
	RowWrite(EntityPersister persister, WrittenAttributes attributes, Object id, Kind kind,
			@Nullable Object @Nullable [] before, @Nullable Object @Nullable [] after, int @Nullable [] dirty,
			@Nullable ReadMark mark, long transaction) {
		this.persister = persister;
		this.attributes = attributes;
		this.id = id;
		this.kind = kind;
		this.before = before;
		this.after = after;
		this.dirty = dirty;
		this.mark = mark;
		this.transaction = transaction;
	}

	/** What was done to a row. */
	enum Kind {

		INSERT, UPDATE, DELETE, UPSERT

	}

	/** The row's entity. */
	EntityPersister persister() {
		return this.persister;
	}

	Object id() {
		return this.id;
	}

	Kind kind() {
		return this.kind;
	}

	boolean isDelete() {
		return this.kind == Kind.DELETE;
	}

	/** Whether there was something before, and it is unknown what. */
	boolean isUncertain() {
		return this.kind != Kind.INSERT && this.before == null;
	}

	boolean hasAttribute(String name) {
		return this.attributes.positionOf(name) >= 0;
	}

	/**
	 * Whether an attribute of a row that was there before has another value now, if the
	 * state before is what it was.
	 */
	boolean changes(String name) {
		return isUncertain() || this.before != null && this.after != null && hasAttribute(name)
				&& !Objects.equals(before(name), after(name));
	}

	/** Whether the attribute's columns are written, be it with what they hold. */
	boolean writes(String name) {
		int position = this.attributes.positionOf(name);
		if (position < 0) {
			return false;
		}
		if (this.kind != Kind.UPDATE) {
			return true;
		}
		return this.persister.getPropertyUpdateability()[position]
				&& (!this.persister.isDynamicUpdate() || this.dirty == null || isDirty(position) || changes(name));
	}

	private boolean isDirty(int position) {
		return this.dirty != null && Arrays.stream(this.dirty).anyMatch((index) -> index == position);
	}

	/**
	 * Whether the row may have got a value of the attribute that is not in its state, as
	 * the columns are those of the id.
	 */
	boolean hasNoValueOf(String name) {
		return (this.kind == Kind.INSERT || this.kind == Kind.UPSERT) && !this.attributes.areWritten(name);
	}

	/** Whether the attribute's value before is what the database had. */
	Certainty certaintyOf(String name) {
		if (this.kind == Kind.INSERT) {
			return Certainty.SURE;
		}
		int position = this.attributes.positionOf(name);
		if (this.before == null || position < 0) {
			return Certainty.NONE;
		}
		boolean compared = this.persister.getPropertyVersionability()[position];
		OptimisticLockStyle style = this.persister.optimisticLockStyle();
		if (compared && style.isAllOrDirty() || isGuarded()) {
			return Certainty.SURE;
		}
		return (compared && style == OptimisticLockStyle.VERSION) ? versioned(this.persister, this.mark)
				: Certainty.NONE;
	}

	// What is locked is a row of one table.
	private boolean isGuarded() {
		ReadMark read = this.mark;
		return read != null && switch (read.guardIn(this.transaction)) {
			case NONE -> false;
			case LOCK -> this.persister.getPropertySpaces().length == 1;
			case SNAPSHOT, OWN -> true;
		};
	}

	/** Of what an increment of the version goes with. */
	static Certainty versioned(EntityPersister persister, @Nullable ReadMark mark) {
		// It is unknown when what comes from Hibernate's own cache was read.
		if (mark == null || !persister.isVersioned() || persister.canReadFromCache()) {
			return Certainty.NONE;
		}
		return Certainty.unlessChangedSince(mark.moment());
	}

	@Nullable Object before(String name) {
		return valueOf(this.before, name);
	}

	@Nullable Object after(String name) {
		return valueOf(this.after, name);
	}

	private @Nullable Object valueOf(@Nullable Object @Nullable [] state, String name) {
		return (state != null && hasAttribute(name)) ? this.attributes.valueOf(state, name) : null;
	}

}
