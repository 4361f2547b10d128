package io.entitycache;

/**
 * The text form of one region's keys. It is injective: two keys that are not equal never
 * share a text, and {@code decode(encode(key))} equals the key.
 *
 * @param <K> the key's type
 */
public interface KeyCodec<K> {

	/**
	 * The key's text form.
	 * @throws IllegalArgumentException if the key is not of the region's key type
	 */
	String encode(K key);

	/**
	 * The key of a text form, which may come from another process.
	 * @throws IllegalArgumentException if no key of this region has this text form
	 */
	K decode(String text);

}
