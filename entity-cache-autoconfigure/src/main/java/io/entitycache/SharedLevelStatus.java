package io.entitycache;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How this node stands to the shared level.
 *
 * @param state the state in one word
 * @param subscribed whether announcements are being received
 * @param incarnation the shared state's incarnation in hexadecimal, {@code null} if none
 * has been seen
 * @param sequence the number of the last announcement that was applied here
 * @param sinceLastProof time since it was last proven that no announcement was missed,
 * {@code null} if never
 * @param owed invalidations that the shared level has not taken yet
 * @param breaker the circuit breaker's state: {@code CLOSED}, {@code OPEN} or
 * {@code HALF_OPEN}
 * @param cannotWrite why this node cannot write to the shared level at the moment, such
 * as the server's refusal, {@code null} if it can. Holds no key, value or secret
 * @param cannotHear why this node cannot receive announcements at the moment,
 * {@code null} if it can. Holds no secret
 */
public record SharedLevelStatus(State state, boolean subscribed, @Nullable String incarnation, long sequence,
		@Nullable Duration sinceLastProof, long owed, String breaker, @Nullable String cannotWrite,
		@Nullable String cannotHear) {

	/** There is no shared level. */
	public static final SharedLevelStatus NONE = new SharedLevelStatus(State.NOT_CONFIGURED, false, null, 0, null, 0,
			"CLOSED", null, null);

	/** The state in one word. */
	public enum State {

		/** There is no shared level: level 1 works alone. */
		NOT_CONFIGURED,

		/** Announcements are received and nothing was missed. */
		CONNECTED,

		/**
		 * The shared level cannot be reached, or it is not proven that nothing was
		 * missed.
		 */
		DISCONNECTED

	}

}
