package io.entitycache;

/**
 * The byte form of one region's values, without any frame around it. Implementations are
 * safe for use by several threads.
 *
 * @param <V> the value's type
 */
public interface ValueCodec<V> {

	byte[] encode(V value);

	/**
	 * The value of a byte form, which may come from another process.
	 * @throws IllegalArgumentException if the bytes are not such a value; no other
	 * exception is thrown, whatever the bytes are, and memory stays in proportion to
	 * their length
	 */
	V decode(byte[] bytes);

	/**
	 * A hash of everything that gives the bytes their meaning: attribute names, their
	 * types and their order. Bytes that were written under another fingerprint are never
	 * decoded.
	 */
	long fingerprint();

}
