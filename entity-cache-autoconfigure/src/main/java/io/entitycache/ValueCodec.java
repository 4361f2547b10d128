package io.entitycache;

import java.util.Arrays;

/**
 * The byte form of one region's values, without any frame around it. Implementations are
 * safe for use by several threads.
 *
 * @param <V> the value's type
 */
public interface ValueCodec<V> {

	byte[] encode(V value);

	/** As {@link #encode(Object)}, with room for that many bytes before and after. */
	default byte[] encode(V value, int before, int after) {
		byte[] bytes = encode(value);
		byte[] framed = new byte[before + bytes.length + after];
		System.arraycopy(bytes, 0, framed, before, bytes.length);
		return framed;
	}

	/**
	 * The value of a byte form, which may come from another process.
	 * @throws IllegalArgumentException if the bytes are not such a value; no other
	 * exception is thrown, whatever the bytes are, and memory stays in proportion to
	 * their length
	 */
	V decode(byte[] bytes);

	/** As {@link #decode(byte[])}, of a part of the bytes, which are not changed. */
	default V decode(byte[] bytes, int from, int to) {
		return decode(Arrays.copyOfRange(bytes, from, to));
	}

	/**
	 * Whether a value can be that of a key. A value that tells its own key is that of no
	 * other one, whatever it was stored for.
	 * @param key a key of the region, without its tenant
	 */
	default boolean isOf(Object key, V value) {
		return true;
	}

	/**
	 * A hash of everything that gives the bytes their meaning: attribute names, their
	 * types and their order. Bytes that were written under another fingerprint are never
	 * decoded.
	 */
	long fingerprint();

}
