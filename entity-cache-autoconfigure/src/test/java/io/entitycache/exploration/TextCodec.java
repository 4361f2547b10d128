package io.entitycache.exploration;

import java.nio.charset.StandardCharsets;

import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;

/** The byte form of texts. */
final class TextCodec implements ValueCodec<String> {

	static final KeyCodec<String> KEYS = new KeyCodec<>() {

		@Override
		public String encode(String key) {
			return key;
		}

		@Override
		public String decode(String text) {
			return text;
		}

	};

	@Override
	public byte[] encode(String value) {
		return value.getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public String decode(byte[] bytes) {
		return new String(bytes, StandardCharsets.UTF_8);
	}

	@Override
	public long fingerprint() {
		return 1;
	}

}
