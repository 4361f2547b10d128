package io.entitycache.jpa;

import io.entitycache.transaction.ReadMoment;
import org.jspecify.annotations.Nullable;

/**
 * Whether what Hibernate takes for the old state of something is what the database had
 * when it was written.
 *
 * @param possible whether it is, at least on a condition
 * @param since the condition: no statement has changed its rows without their versions
 * since then; {@code null} if there is none
 */
record Certainty(boolean possible, @Nullable ReadMoment since) {

	/** It is. */
	static final Certainty SURE = new Certainty(true, null);

	/** It may be anything. */
	static final Certainty NONE = new Certainty(false, null);

	static Certainty unlessChangedSince(@Nullable ReadMoment moment) {
		return (moment != null) ? new Certainty(true, moment) : NONE;
	}

	boolean isSure() {
		return this.possible && this.since == null;
	}

	/** Of both; conditions of one row are the same. */
	Certainty and(Certainty other) {
		if (!this.possible || !other.possible) {
			return NONE;
		}
		return (this.since != null) ? this : other;
	}

}
