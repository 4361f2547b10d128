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
		return this.text.print(require(key));
	}

	private K require(K key) {
		if (!this.accepts.test(key)) {
			throw new IllegalArgumentException(
					"A %s is not a value of %s".formatted(key.getClass().getName(), this.name));
		}
		return key;
	}

	@Override
	public K decode(String given) {
		K key = parse(given);
		// Other texts of the same value are none of ours.
		if (isExact() && !this.text.print(key).equals(given)) {
			throw new IllegalArgumentException("The text is not the form of a value of " + this.name);
		}
		return key;
	}

	@Override
	public boolean isExact() {
		return this.text.equality() == TextEquality.JAVA;
	}

	@Override
	public boolean isNamed(K key) {
		return isExact() || this.text.isCertain(require(key));
	}

	@SuppressWarnings("unchecked")
	private K parse(String given) {
		try {
			return (K) this.text.parse(given);
		}
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("The text is no value of " + this.name, ex);
		}
	}

}
