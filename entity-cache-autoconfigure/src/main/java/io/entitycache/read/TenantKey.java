package io.entitycache.read;

import io.entitycache.EntryKey;
import io.entitycache.KeyCodec;

/**
 * A key of one tenant.
 *
 * @param tenant the tenant's text form
 * @param key the key within its rows
 * @param <K> the key's type
 */
record TenantKey<K>(String tenant, K key) {

	/**
	 * The text form that {@link EntryKey#ofTenant} gives them.
	 *
	 * @param keys the text form of the keys of one tenant
	 */
	record Codec<K>(KeyCodec<K> keys) implements KeyCodec<TenantKey<K>> {

		@Override
		public String encode(TenantKey<K> key) {
			return EntryKey.ofTenant(key.tenant(), this.keys.encode(key.key()));
		}

		@Override
		public boolean isExact() {
			return this.keys.isExact();
		}

		@Override
		public boolean isNamed(TenantKey<K> key) {
			return this.keys.isNamed(key.key());
		}

		@Override
		public TenantKey<K> decode(String text) {
			try {
				int start = text.indexOf(':') + 1;
				int end = start + Integer.parseInt(text.substring(0, start - 1));
				if (text.charAt(end) == ':') {
					return new TenantKey<>(text.substring(start, end), this.keys.decode(text.substring(end + 1)));
				}
			}
			catch (IndexOutOfBoundsException | NumberFormatException ex) {
				// Told below.
			}
			throw new IllegalArgumentException("Not the key of a tenant");
		}

	}

}
