package io.entitycache.redis;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Numbers as the scripts take and give them. */
final class RedisBytes {

	private RedisBytes() {
	}

	/** A number that scripts calculate with; below 2^53, where Lua is exact. */
	static byte[] number(long value) {
		return Long.toString(value).getBytes(StandardCharsets.US_ASCII);
	}

	/** A number that scripts only compare, in eight bytes. */
	static byte[] raw(long value) {
		return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
	}

	/** A number in eight bytes, 0 if there is none. */
	static long raw(byte[] raw) {
		return (raw.length == Long.BYTES) ? ByteBuffer.wrap(raw).getLong() : 0;
	}

	static byte[] text(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
