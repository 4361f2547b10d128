package io.entitycache.redis;

import java.util.concurrent.atomic.AtomicBoolean;

import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Warns once if Redis may throw away what tells stale entries from good ones. Where
 * nobody may ask, there is no advice.
 */
final class EvictionAdvice {

	private static final Log logger = LogFactory.getLog(EvictionAdvice.class);

	/*
	 * Marks and tombstones have an end as entries do, so that no other policy spares
	 * them.
	 */

	private static final String HARMLESS = "noeviction";

	private final AtomicBoolean given = new AtomicBoolean();

	/** Asks the server and returns at once. */
	void ask(RedisClusterAsyncCommands<byte[], byte[]> commands) {
		if (!this.given.get()) {
			commands.info("memory").thenAccept(this::give);
		}
	}

	private void give(String memory) {
		String advice = of(memory);
		if (this.given.compareAndSet(false, true) && advice != null) {
			logger.warn(advice);
		}
	}

	/** What there is to say to a server's account of its memory, or nothing. */
	static @Nullable String of(String memory) {
		String policy = value(memory, "maxmemory_policy");
		boolean limited = !value(memory, "maxmemory").matches("0?");
		if (!limited || policy.isEmpty() || HARMLESS.equals(policy)) {
			return null;
		}
		return ("Redis has the 'maxmemory-policy' %s, which may throw away what keeps old entries out; "
				+ "set it to 'noeviction'")
			.formatted(policy);
	}

	private static String value(String lines, String name) {
		return lines.lines()
			.filter((line) -> line.startsWith(name + ':'))
			.map((line) -> line.substring(name.length() + 1).strip())
			.findFirst()
			.orElse("");
	}

}
