package io.entitycache.redis;

import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Logs when something can no longer be done with Redis and why, and when it can be done
 * again: one line per change, however often it is found out. A reason that comes and goes
 * is logged once in ten seconds at most. For one thread; times are those of
 * {@link System#nanoTime}.
 */
final class Ability {

	private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

	private static final Log logger = LogFactory.getLog(Ability.class);

	private final String what;

	/* The reasons that were logged since it could be done last. */
	private final Set<Refusal.Code> logged = EnumSet.noneOf(Refusal.Code.class);

	private final Map<Refusal.Code, Long> loggedAt = new EnumMap<>(Refusal.Code.class);

	private boolean can;

	private boolean everCould;

	private long since;

	/**
	 * Creates an ability that is not there yet.
	 * @param what completes the sentence "The entity cache can ..."
	 */
	Ability(String what) {
		this.what = what;
	}

	/** It can be done. */
	void can(long at) {
		if (this.can) {
			return;
		}
		this.can = true;
		if (!this.everCould) {
			logger.info("The entity cache can %s".formatted(this.what));
		}
		else if (!this.logged.isEmpty()) {
			logger.info("The entity cache can %s again, after %d ms".formatted(this.what,
					Duration.ofNanos(Math.max(0, at - this.since)).toMillis()));
		}
		this.everCould = true;
		this.logged.clear();
	}

	/** It cannot be done; to be called again for as long as it is so. */
	void cannot(Refusal reason, long at) {
		if (this.can) {
			this.since = at;
		}
		this.can = false;
		if (!this.logged.contains(reason.code()) && !isLoggedOften(reason.code(), at)) {
			this.logged.add(reason.code());
			this.loggedAt.put(reason.code(), at);
			logger.warn("The entity cache cannot %s, and keeps trying: %s".formatted(this.what, reason.reason()));
		}
	}

	private boolean isLoggedOften(Refusal.Code code, long at) {
		Long last = this.loggedAt.get(code);
		return last != null && at - last < BETWEEN_LINES.toNanos();
	}

}
