package io.entitycache.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.springframework.util.Assert;

/**
 * Settings of the shared level on Redis.
 *
 * @param namespace what separates the keys of this application from those of others
 * @param keyPrefix what every key begins with
 * @param readTimeout longest time a read waits for its answer
 * @param writeTimeout longest time a write waits for its answer
 * @param tombstoneLife how long a slot remembers that it was invalidated. A load that
 * takes nearly as long is not stored
 * @param pendingLife how long a transaction that is about to commit keeps its slots
 * closed, if nothing more is heard of it: the longest time from its last flush to the end
 * of its commit that is covered should its node die. Not shorter than
 * {@code tombstoneLife}: a load may be stored that long after it began, and the mark of a
 * commit that takes as long must still be there to refuse it
 * @param logLength about how many announcements the log keeps
 * @param reconnect how long is waited between attempts to connect
 */
public record RedisSettings(String namespace, String keyPrefix, Duration readTimeout, Duration writeTimeout,
		Duration tombstoneLife, Duration pendingLife, int logLength, ReconnectDelays reconnect) {

	/**
	 * How many bytes of announcements the log keeps at most. It keeps at least half as
	 * many, unless there are more announcements than its length.
	 */
	static final long LOG_BYTES = 32 * 1024 * 1024;

	private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]+");

	public RedisSettings {
		Assert.isTrue(NAMESPACE.matcher(namespace).matches(),
				() -> "'namespace' (%s) must consist of letters, digits, dots, dashes and underscores"
					.formatted(namespace));
		// A brace would make a hash tag of another part of the key.
		Assert.isTrue(keyPrefix.indexOf('{') < 0 && keyPrefix.indexOf('}') < 0,
				() -> "'keyPrefix' (%s) must not contain braces".formatted(keyPrefix));
		positive("readTimeout", readTimeout);
		positive("writeTimeout", writeTimeout);
		positive("tombstoneLife", tombstoneLife);
		Duration shortest = tombstoneLife;
		Duration pending = pendingLife;
		Assert.isTrue(pending.compareTo(shortest) >= 0,
				() -> "'pendingLife' (%s) must not be shorter than 'tombstoneLife' (%s)".formatted(pending, shortest));
		Assert.isTrue(logLength > 0, "'logLength' must be positive");
	}

	private static void positive(String name, Duration duration) {
		Assert.isTrue(duration.toMillis() > 0, () -> "'%s' (%s) must be positive".formatted(name, duration));
	}

	/** The defaults for a namespace. */
	public static RedisSettings of(String namespace) {
		return new RedisSettings(namespace, "ec:", Duration.ofMillis(100), Duration.ofMillis(200),
				Duration.ofSeconds(60), Duration.ofSeconds(60), 100_000, ReconnectDelays.DEFAULTS);
	}

	/** What scripts that write slots or the state begin their arguments with. */
	List<byte[]> lives(byte[]... more) {
		List<byte[]> arguments = new ArrayList<>();
		arguments.add(RedisBytes.number(this.tombstoneLife.toMillis()));
		arguments.add(RedisBytes.number(this.pendingLife.toMillis()));
		arguments.addAll(List.of(more));
		return arguments;
	}

	/**
	 * The age from which on a reservation is too old for a fill: somewhat less than a
	 * tombstone lives, for servers whose clocks differ around a failover.
	 */
	Duration latestFill() {
		return this.tombstoneLife.minus(this.tombstoneLife.dividedBy(10));
	}

}
