package io.entitycache.redis;

import java.security.SecureRandom;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.lettuce.core.ScriptOutputType;

/**
 * The question for the log's position, which also proves what the connections are for. It
 * writes, without changing anything, and publishes its number on a channel that only this
 * node subscribes to. So its answer proves that this node can write where the log is, and
 * the number, once received, that this node hears what is published there.
 */
final class Pulse {

	private final byte[] channel;

	private final List<byte[]> keys;

	private final AtomicLong sent = new AtomicLong();

	private final AtomicLong acknowledged = new AtomicLong();

	Pulse(RedisSettings settings) {
		RedisKeys names = new RedisKeys(settings);
		this.channel = names.pulse(new SecureRandom().nextLong());
		this.keys = List.of(names.meta(), names.probe());
	}

	/** The channel of this node alone. */
	byte[] channel() {
		return this.channel;
	}

	/** The next question. */
	Beat next() {
		long number = this.sent.incrementAndGet();
		return new Beat(number, new RedisCall(RedisScript.POSITION, ScriptOutputType.MULTI, this.keys,
				List.of(this.channel, RedisBytes.raw(number))));
	}

	/** The number of the last question so far. */
	long sent() {
		return this.sent.get();
	}

	/** The server has answered, so it has published the number. */
	void acknowledged(Beat beat) {
		this.acknowledged.accumulateAndGet(beat.number(), Math::max);
	}

	/** The highest number that a server has published. */
	long acknowledged() {
		return this.acknowledged.get();
	}

	/**
	 * One question.
	 *
	 * @param number its number
	 * @param call the script that asks
	 */
	record Beat(long number, RedisCall call) {
	}

}
