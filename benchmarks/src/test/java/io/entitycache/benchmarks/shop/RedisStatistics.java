package io.entitycache.benchmarks.shop;

import java.util.regex.Pattern;

import io.lettuce.core.RedisClient;

/** What the Redis of this run says about itself. */
public final class RedisStatistics implements AutoCloseable {

	private static final Pattern SCRIPTS = Pattern.compile("cmdstat_eval(?:sha)?:calls=(\\d+)");

	/** The question where the log stands, which nodes ask once a second, reads these. */
	private static final Pattern READS_OF_STATE = Pattern.compile("cmdstat_hmget:calls=(\\d+)");

	private static final Pattern ANNOUNCEMENTS = Pattern.compile("cmdstat_xadd:calls=(\\d+)");

	private final RedisClient client = RedisClient.create(Servers.current().redisUri());

	/** How many scripts have been run, without those that ask where the log stands. */
	public long scripts() {
		String statistics = this.client.connect().sync().info("commandstats");
		return sum(SCRIPTS, statistics) - (sum(READS_OF_STATE, statistics) - sum(ANNOUNCEMENTS, statistics));
	}

	private static long sum(Pattern pattern, String statistics) {
		return pattern.matcher(statistics).results().mapToLong((calls) -> Long.parseLong(calls.group(1))).sum();
	}

	@Override
	public void close() {
		this.client.shutdown();
	}

}
