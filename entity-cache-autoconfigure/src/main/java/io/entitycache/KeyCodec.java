package io.entitycache;

/**
 * The text form of one region's keys. Keys that the database is known to take for equal
 * have the same text; keys of the same text are always equal for the database.
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
	 * The {@linkplain #canonical canonical} key of a text form, which may come from
	 * another process.
	 * @throws IllegalArgumentException if no key of this region has this text form
	 */
	K decode(String text);

	/**
	 * Whether the database takes two keys for equal exactly if Java does. Then every key
	 * is its own canonical form, and every key is {@linkplain #isNamed named}.
	 */
	default boolean isExact() {
		return true;
	}

	/**
	 * Whether all keys that the database takes for equal to this one are known to have
	 * its text. If not, the row of this key may be known under another text: nothing can
	 * be said of its absence, and its invalidation is one of the whole region.
	 */
	default boolean isNamed(K key) {
		return true;
	}

	/**
	 * The one key that stands for all keys with the same text.
	 * @throws IllegalArgumentException if the key is not of the region's key type
	 */
	default K canonical(K key) {
		return isExact() ? key : decode(encode(key));
	}

}
