package io.entitycache.read;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

/**
 * Reads values from the database, for one region.
 *
 * @param <K> the keys' type
 * @param <V> the values' type
 */
public interface Loader<K, V> {

	/**
	 * How far the values of a load by the current thread, in its current transaction, may
	 * be used. Asked before {@link #load}.
	 */
	Snapshot snapshot();

	/**
	 * The values of the keys that have one. Runs on the caller's thread.
	 * @param keys the keys, never empty, without duplicates
	 * @param ticket the right to fill that goes with this load, for loaders that come by
	 * values of another region as well
	 */
	Map<K, V> load(Collection<K> keys, FillTicket ticket);

	/**
	 * Runs the action when the current transaction has committed, and not at all if it
	 * does not. Only called for {@link Audience#EVERYBODY_AFTER_COMMIT}.
	 */
	void whenCommitted(Runnable action);

	/**
	 * What a load sees, and by what means.
	 *
	 * @param audience who may be given what it has read
	 * @param connected whether the current thread holds the connection that the load is
	 * going to use; otherwise the load has to get one first, which can take as long as
	 * all connections are in use
	 * @param begin the right to fill from before the snapshot was taken that the load
	 * sees; {@code null} if it sees what was committed before it begins itself
	 */
	record Snapshot(Audience audience, boolean connected, @Nullable FillTicket begin) {

		/** What was committed before it began: own statement, own transaction. */
		public static final Snapshot FRESH = new Snapshot(Audience.EVERYBODY,
				/* connected= */ false, null);

		/** As {@link #FRESH}, but it shares the fate of the caller's transaction. */
		public static final Snapshot FRESH_IN_TRANSACTION = FRESH.connected(true);

		/**
		 * What was committed before it began, and what the caller's transaction may have
		 * written by means that nobody sees: for the caller alone until it commits.
		 */
		public static final Snapshot IN_WRITING_TRANSACTION = new Snapshot(Audience.EVERYBODY_AFTER_COMMIT,
				/* connected= */ true, null);

		/**
		 * Something of unknown age or uncommitted: it may be given to the caller, and to
		 * nobody else.
		 */
		public static final Snapshot OWN = new Snapshot(Audience.CALLER, /* connected= */ true, null);

		/** The same for a load that has, or has not, a connection at hand. */
		public Snapshot connected(boolean atHand) {
			return new Snapshot(this.audience, atHand, this.begin);
		}

		/** The same for a load that sees what was committed at some time since then. */
		public Snapshot since(@Nullable FillTicket then) {
			return new Snapshot(this.audience, this.connected, then);
		}

		/** Whether the load sees what was committed before it begins. */
		public boolean isFresh() {
			return this.begin == null && this.audience == Audience.EVERYBODY;
		}

		/**
		 * Whether what it reads may be given to callers on other threads at once, who ask
		 * for what is current: an older snapshot is good enough as long as it is no older
		 * than a load that takes long may be as well.
		 * @param now this node's time
		 * @param loadTimeout how long a load may take
		 */
		boolean isShareable(long now, Duration loadTimeout) {
			return this.audience == Audience.EVERYBODY
					&& (this.begin == null || now - this.begin.takenAt() < loadTimeout.toNanos());
		}

		/** The right to fill that the load has if this one was taken before it. */
		FillTicket ticket(FillTicket taken) {
			return (this.begin != null) ? this.begin : taken;
		}

		/**
		 * Runs the admission of what was loaded as soon as that may be seen by everybody.
		 * @param whenCommitted runs an action when the current transaction has committed
		 * @return whether that is ever the case
		 */
		public boolean admit(Runnable admission, Consumer<Runnable> whenCommitted) {
			switch (this.audience) {
				case EVERYBODY -> admission.run();
				case EVERYBODY_AFTER_COMMIT -> whenCommitted.accept(admission);
				case CALLER -> {
				}
			}
			return this.audience != Audience.CALLER;
		}

	}

	/** Who may be given what a load has read. */
	enum Audience {

		/** Everybody at once. */
		EVERYBODY,

		/** The caller at once, everybody else when the caller's transaction commits. */
		EVERYBODY_AFTER_COMMIT,

		/** The caller alone. */
		CALLER

	}

}
