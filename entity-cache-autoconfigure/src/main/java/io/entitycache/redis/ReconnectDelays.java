package io.entitycache.redis;

import java.time.Duration;
import java.util.random.RandomGenerator;

import org.springframework.util.Assert;

/**
 * How long is waited between two attempts to connect: a random time from the initial
 * delay to a limit that doubles with each failure. There is no last attempt.
 *
 * @param initial the shortest delay
 * @param maximum the longest delay
 */
public record ReconnectDelays(Duration initial, Duration maximum) {

	/** The defaults. */
	public static final ReconnectDelays DEFAULTS = new ReconnectDelays(Duration.ofMillis(50), Duration.ofSeconds(2));

	public ReconnectDelays {
		Duration shortest = initial;
		Duration longest = maximum;
		Assert.isTrue(shortest.toMillis() > 0, () -> "'initial' (%s) must be positive".formatted(shortest));
		Assert.isTrue(longest.compareTo(shortest) >= 0,
				() -> "'maximum' (%s) must not be shorter than 'initial' (%s)".formatted(longest, shortest));
	}

	/** The longest delay after so many failures in a row, in milliseconds. */
	long limit(int failures) {
		long limit = this.initial.toMillis();
		long longest = this.maximum.toMillis();
		for (int i = 0; i < failures && limit < longest; i++) {
			limit = (limit > longest / 2) ? longest : 2 * limit;
		}
		return limit;
	}

	/** A delay after so many failures in a row. */
	Duration after(int failures, RandomGenerator random) {
		// Full jitter: nodes that lost the same server do not come back all at once.
		return Duration.ofMillis(random.nextLong(this.initial.toMillis(), limit(failures) + 1));
	}

}
