package io.entitycache.transaction;

import org.jspecify.annotations.Nullable;

/**
 * What a transaction did to one row.
 *
 * @param kind what it did
 * @param state the row's state as this process knows it, {@code null} if nobody can vouch
 * for it
 */
public record RowChange(Kind kind, @Nullable Object state) {

	/** Both, one after the other; {@code null} if that is as if nothing had happened. */
	@Nullable RowChange then(RowChange later) {
		if (this.kind == Kind.CREATED) {
			return (later.kind != Kind.REMOVED) ? new RowChange(Kind.CREATED, later.state) : null;
		}
		if (this.kind == Kind.REMOVED && later.kind == Kind.CREATED) {
			return new RowChange(Kind.UPDATED, later.state);
		}
		return later;
	}

	RowChange withoutState() {
		return (this.state != null) ? new RowChange(this.kind, null) : this;
	}

	/** What a transaction does to a row. */
	public enum Kind {

		/** It is new. */
		CREATED,

		/** It has another state. */
		UPDATED,

		/** It is gone. */
		REMOVED

	}

}
