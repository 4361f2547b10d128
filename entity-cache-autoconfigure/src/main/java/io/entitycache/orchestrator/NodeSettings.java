package io.entitycache.orchestrator;

import java.time.Duration;

import org.springframework.util.Assert;

/**
 * Settings of this node's part in the cluster.
 *
 * @param checkInterval how often the shared sequence is asked for
 * @param maxStaleness longest time level 1 is trusted past the last proof that no
 * announcement was missed, while connected
 * @param disconnectedTtl longest time level 1 is trusted past the last proof, or past an
 * entry's own load, while disconnected; zero = not at all
 * @param onUnreachable what happens to a commit that the shared level cannot be told of
 * @param maximumDebt number of single keys that may be owed before their regions are owed
 * as a whole
 * @param clockResolution how far the clock that hits of level 1 go by may be behind; zero
 * = not at all
 */
public record NodeSettings(Duration checkInterval, Duration maxStaleness, Duration disconnectedTtl,
		OnUnreachable onUnreachable, int maximumDebt, Duration clockResolution) {

	public static final NodeSettings DEFAULTS = new NodeSettings(Duration.ofSeconds(1), Duration.ofSeconds(5),
			Duration.ofSeconds(30), OnUnreachable.PROCEED, 10_000, Duration.ofMillis(10));

	public NodeSettings {
		Assert.isTrue(checkInterval.toMillis() > 0, "'checkInterval' must be positive");
		Assert.isTrue(maxStaleness.compareTo(checkInterval) > 0,
				() -> "'maxStaleness' (%s) must be longer than 'checkInterval' (%s)".formatted(maxStaleness,
						checkInterval));
		Assert.isTrue(!disconnectedTtl.isNegative(), "'disconnectedTtl' must not be negative");
		Assert.isTrue(maximumDebt > 0, "'maximumDebt' must be positive");
		Assert.isTrue(!clockResolution.isNegative(), "'clockResolution' must not be negative");
	}

	/** What happens to a commit that the shared level cannot be told of. */
	public enum OnUnreachable {

		/** It commits, and the invalidation is owed. */
		PROCEED,

		/** It fails with {@link io.entitycache.InvalidationRejectedException}. */
		REJECT

	}

}
