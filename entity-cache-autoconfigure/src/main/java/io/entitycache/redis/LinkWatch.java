package io.entitycache.redis;

import java.util.concurrent.CompletableFuture;

import org.jspecify.annotations.Nullable;

/**
 * Looks after one connection: finds out when it is to be replaced, and asks it for a sign
 * of life only if nothing else has given one for some time. For one thread.
 */
final class LinkWatch {

	/** How many looks in a row may see nothing arrive before the connection is asked. */
	private static final int QUIET = 3;

	/**
	 * How many looks in a row may find it closed, or silent after it was asked, before it
	 * is replaced. Counted, not timed, so that a pause of this process is no silence of
	 * the other's.
	 */
	private static final int PATIENCE = 6;

	private final RedisLink link;

	private long signs;

	private int silences;

	private @Nullable CompletableFuture<?> probe;

	LinkWatch(RedisLink link) {
		this.link = link;
		this.signs = link.evidence().signs();
	}

	/**
	 * Looks at the connection, and asks it something if need be; to be called at regular
	 * intervals. Returns at once.
	 * @return why the connection is to be replaced, {@code null} if it is not
	 */
	@Nullable Refusal look() {
		boolean isOpen = this.link.isOpen();
		if (isOpen) {
			this.link.look();
		}
		Refusal reason = reasonToReplace(isOpen);
		if (reason == null && isOpen && (this.silences >= QUIET || this.link.trouble() == Refusal.NOT_PROVEN)) {
			ask();
		}
		return reason;
	}

	private @Nullable Refusal reasonToReplace(boolean isOpen) {
		Refusal refusal = this.link.evidence().refusal();
		if (refusal != null && refusal.isReasonToReplace()) {
			return refusal;
		}
		long now = this.link.evidence().signs();
		if (isOpen && now != this.signs) {
			this.signs = now;
			this.silences = 0;
			return null;
		}
		this.silences++;
		if (isOpen) {
			return (this.silences >= QUIET + PATIENCE) ? Refusal.SILENT : null;
		}
		return (this.silences >= PATIENCE) ? Refusal.LOST : null;
	}

	private void ask() {
		CompletableFuture<?> last = this.probe;
		if (last == null || last.isDone()) {
			this.probe = this.link.probe().toCompletableFuture();
		}
	}

}
