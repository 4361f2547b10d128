package io.entitycache.redis;

import org.jspecify.annotations.Nullable;

/**
 * What the answers and messages on one connection have shown of it since it was last
 * connected.
 */
final class Evidence {

	private long signs;

	private boolean proven;

	private @Nullable Refusal refusal;

	/** Something arrived: the other side lives, which says nothing of its fitness. */
	synchronized void sign() {
		this.signs++;
	}

	/** The connection has done what it is for. */
	synchronized void proven() {
		this.signs++;
		this.proven = true;
		this.refusal = null;
	}

	/** The connection cannot do what it is for. */
	synchronized void refused(Refusal reason) {
		this.signs++;
		this.proven = false;
		this.refusal = reason;
	}

	/** The connection is lost; what was known is not true of the next one. */
	synchronized void forget() {
		this.proven = false;
		this.refusal = null;
	}

	/** How many signs of life there were. */
	synchronized long signs() {
		return this.signs;
	}

	/** Whether the last thing known is that the connection is fit. */
	synchronized boolean isProven() {
		return this.proven;
	}

	/** Why the connection is not fit, if that is the last thing known. */
	synchronized @Nullable Refusal refusal() {
		return this.refusal;
	}

}
