package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import io.entitycache.EntryKey;
import org.jspecify.annotations.Nullable;

/** Every name this application has in Redis. */
final class RedisKeys {

	/** The longest text of an entry's key that becomes part of a name as it is. */
	private static final int LONGEST = 256;

	private static final byte[] OPEN = { '{' };

	private static final byte[] CLOSE = { '}' };

	private final byte[] meta;

	private final byte[] log;

	private final byte[] bus;

	private final byte[] slots;

	private final byte[] loads;

	private final String tagged;

	RedisKeys(RedisSettings settings) {
		// The tag keeps the three on one server of a cluster; slots spread over all.
		String tagged = settings.keyPrefix() + '{' + settings.namespace() + "}:";
		this.meta = bytes(tagged + "meta");
		this.log = bytes(tagged + "log");
		this.bus = bytes(tagged + "bus");
		this.slots = bytes(settings.keyPrefix() + settings.namespace() + ":s:");
		// No slot begins so: a region's name has its percent signs escaped.
		this.loads = bytes(settings.keyPrefix() + settings.namespace() + ":s:%l:");
		this.tagged = tagged;
	}

	/** The hash with the incarnation, the sequence, and what it last touched. */
	byte[] meta() {
		return this.meta;
	}

	/** The stream of announcements. */
	byte[] log() {
		return this.log;
	}

	/** The channel of announcements. */
	byte[] bus() {
		return this.bus;
	}

	/**
	 * The slot of an entry. Names of long keys are hashed; should two of them meet, the
	 * frame tells them apart.
	 */
	byte[] slot(EntryKey key) {
		int prefix = this.slots.length;
		byte[] slot = key.toBytes(prefix);
		if (slot.length - prefix > LONGEST) {
			byte[] hash = bytes('#' + HexFormat.of().formatHex(sha256(key.toBytes())));
			slot = Arrays.copyOf(slot, prefix + hash.length);
			System.arraycopy(hash, 0, slot, prefix, hash.length);
		}
		System.arraycopy(this.slots, 0, slot, 0, prefix);
		return slot;
	}

	/**
	 * The lease of the load of a slot, on the same server of a cluster; {@code null} if
	 * there is no such name.
	 * @param slot the slot's name
	 */
	byte @Nullable [] load(byte[] slot) {
		int open = indexOf(slot, '{', 0);
		int close = indexOf(slot, '}', open + 1);
		if (open < slot.length && close < slot.length && close > open + 1) {
			// The same tag, which no part before the key has.
			return joined(this.loads, slot, this.slots.length);
		}
		return (indexOf(slot, '}', 0) == slot.length) ? joined(joined(this.loads, OPEN, 0), joined(slot, CLOSE, 0), 0)
				: null;
	}

	private static int indexOf(byte[] bytes, char wanted, int from) {
		int at = from;
		while (at < bytes.length && bytes[at] != wanted) {
			at++;
		}
		return at;
	}

	private static byte[] joined(byte[] start, byte[] end, int from) {
		byte[] joined = Arrays.copyOf(start, start.length + end.length - from);
		System.arraycopy(end, from, joined, start.length, end.length - from);
		return joined;
	}

	/** The hash with the databases that have claimed the state. */
	byte[] databases() {
		return bytes(this.tagged + "db");
	}

	/** A name that nothing is ever stored under. */
	byte[] probe() {
		return bytes(this.tagged + "probe");
	}

	/** The channel of one node alone. */
	byte[] pulse(long node) {
		return bytes(this.tagged + "bus:" + HexFormat.of().toHexDigits(node));
	}

	/** A lease. */
	byte[] lease(String name) {
		return bytes(this.tagged + "l:" + name);
	}

	/** A note. */
	byte[] note(String name) {
		return bytes(this.tagged + "n:" + name);
	}

	private static byte[] sha256(byte[] bytes) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(bytes);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}
