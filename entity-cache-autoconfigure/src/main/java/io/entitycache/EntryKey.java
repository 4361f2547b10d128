package io.entitycache;

import org.springframework.util.Assert;

/**
 * Names one entry: the region it lives in, and its key in the text form of that region's
 * {@link KeyCodec}. This is the form that leaves the process; inside it level 1 is keyed
 * by the id itself.
 *
 * @param region the region's name, for example {@code product} or {@code product.sku}
 * @param key the key's text form
 */
public record EntryKey(String region, String key) {

	public EntryKey {
		Assert.hasText(region, "'region' must not be empty");
		Assert.notNull(key, "'key' must not be null");
	}

	@Override
	public String toString() {
		return this.region + ':' + this.key;
	}

}
