package io.entitycache.costs;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.entitycache.testsupport.CommandCounts;
import io.entitycache.testsupport.RedisTestServer;

/**
 * What a server has run for us, without what a node asks once in a while by itself: where
 * the log stands and what is in it, whether the connection lives, and whether it can
 * write.
 *
 * @param counts all that it has run
 */
record RedisCosts(CommandCounts counts) {

	/** What only scripts call. */
	private static final Set<String> INSIDE = Set.of("time", "exists", "getrange", "pttl", "pexpire", "set", "get",
			"del", "hget", "hmget", "hset", "hdel", "hlen", "xadd", "xrange", "publish");

	private static final Set<String> BY_ITSELF = Set.of("ping", "setrange");

	static RedisCosts soFar(RedisTestServer redis) {
		return new RedisCosts(redis.processedCommands());
	}

	RedisCosts since(RedisCosts earlier) {
		return new RedisCosts(this.counts.since(earlier.counts));
	}

	/** Commands that were sent. Scripts are only sent one after the other. */
	long sent() {
		return sentByName().values().stream().mapToLong(Long::longValue).sum();
	}

	Map<String, Long> sentByName() {
		Map<String, Long> sent = new TreeMap<>(this.counts.byCommand());
		sent.keySet().removeAll(INSIDE);
		sent.keySet().removeAll(BY_ITSELF);
		sent.computeIfPresent("evalsha", (name, count) -> (count > byItself()) ? count - byItself() : null);
		return sent;
	}

	// The script that asks where the log stands reads two fields, as each announcement
	// does before it is added. If the answer comes before the message, the log is read.
	private long byItself() {
		return this.counts.of("hmget") - this.counts.of("xadd") + this.counts.of("xrange");
	}

	@Override
	public String toString() {
		return sentByName() + " of " + this.counts.byCommand();
	}

}
