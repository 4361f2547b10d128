package io.entitycache.read;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

import io.entitycache.Cached;
import io.entitycache.KeyCodec;

/**
 * Under which keys a region keeps what. Where the database compares keys in another way
 * than Java, one key stands for all that are equal, a value is kept under no key but its
 * own, and an absence only where no other key could mean the same row.
 *
 * @param keys the keys
 * @param owns whether a value may be kept under a key
 * @param <K> the keys' type
 * @param <V> the values' type
 */
record KeyRule<K, V>(KeyCodec<K> keys, BiPredicate<K, V> owns) {

	/** Of regions in which a value is checked whenever it is used. */
	static <K, V> KeyRule<K, V> of(KeyCodec<K> keys) {
		return new KeyRule<>(keys, (key, value) -> true);
	}

	boolean isExact() {
		return this.keys.isExact();
	}

	/** The key that stands for this one. */
	K key(K given) {
		return isExact() ? given : this.keys.canonical(given);
	}

	/** The keys that stand for these, each once where they are not exact. */
	List<K> keys(Collection<? extends K> given) {
		if (isExact()) {
			return List.copyOf(given);
		}
		Set<K> distinct = new LinkedHashSet<>();
		given.forEach((key) -> distinct.add(key(key)));
		return List.copyOf(distinct);
	}

	/** What is said of the keys that stand for these. */
	<W> Map<K, W> keyed(Map<K, W> given) {
		if (isExact()) {
			return given;
		}
		Map<K, W> keyed = new LinkedHashMap<>();
		given.forEach((key, value) -> keyed.put(key(key), value));
		return keyed;
	}

	/** What may be kept. */
	Map<K, Cached<V>> kept(Map<K, Cached<V>> loaded) {
		if (isExact()) {
			return loaded;
		}
		Map<K, Cached<V>> kept = new LinkedHashMap<>();
		loaded.forEach((key, cached) -> {
			if (mayKeep(key, cached)) {
				kept.put(key, cached);
			}
		});
		return kept;
	}

	private boolean mayKeep(K key, Cached<V> cached) {
		V value = cached.value();
		return (value != null) ? this.owns.test(key, value) : this.keys.isNamed(key);
	}

}
