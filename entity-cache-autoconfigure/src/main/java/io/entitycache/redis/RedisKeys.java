package io.entitycache.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.entitycache.EntryKey;

/** Every name this application has in Redis. */
final class RedisKeys {

	/** The longest text of an entry's key that becomes part of a name as it is. */
	private static final int LONGEST = 256;

	private final byte[] meta;

	private final byte[] log;

	private final byte[] bus;

	private final byte[] slots;

	private final String tagged;

	RedisKeys(RedisSettings settings) {
		// The tag keeps the three on one server of a cluster; slots spread over all.
		String tagged = settings.keyPrefix() + '{' + settings.namespace() + "}:";
		this.meta = bytes(tagged + "meta");
		this.log = bytes(tagged + "log");
		this.bus = bytes(tagged + "bus");
		this.slots = bytes(settings.keyPrefix() + settings.namespace() + ":s:");
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
		byte[] name = key.toBytes();
		if (name.length > LONGEST) {
			name = bytes('#' + HexFormat.of().formatHex(sha256(name)));
		}
		byte[] slot = new byte[this.slots.length + name.length];
		System.arraycopy(this.slots, 0, slot, 0, this.slots.length);
		System.arraycopy(name, 0, slot, this.slots.length, name.length);
		return slot;
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
