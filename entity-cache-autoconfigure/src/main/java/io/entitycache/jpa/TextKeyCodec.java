package io.entitycache.jpa;

import java.util.function.Predicate;

import io.entitycache.KeyCodec;

/**
 * Keys by the text form of their type.
 *
 * @param name what the key is, for messages
 * @param accepts whether an object is such a key
 * @param text the text form
 * @param <K> the key's type
 */
record TextKeyCodec<K>(String name, Predicate<Object> accepts, TextForm text) implements KeyCodec<K> {

	@Override
	public String encode(K key) {
		if (!this.accepts.test(key)) {
			throw new IllegalArgumentException(
					"A %s is not a value of %s".formatted(key.getClass().getName(), this.name));
		}
		return this.text.print(key);
	}

	@Override
	@SuppressWarnings("unchecked")
	public K decode(String text) {
		K key = parse(text);
		// Other texts of the same value are none of ours.
		if (!this.text.print(key).equals(text)) {
			throw new IllegalArgumentException("The text is not the form of a value of " + this.name);
		}
		return key;
	}

	@SuppressWarnings("unchecked")
	private K parse(String text) {
		try {
			return (K) this.text.parse(text);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("The text is no value of " + this.name, ex);
		}
	}

}
