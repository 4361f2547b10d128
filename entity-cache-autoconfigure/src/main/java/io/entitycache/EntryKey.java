package io.entitycache;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

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

	/**
	 * The bytes that stand for this key outside the process: {@code region:key} in UTF-8.
	 * No two keys share them: a colon in a region's name is escaped, and a surrogate that
	 * has no partner, which UTF-8 proper would make a question mark, takes three bytes.
	 */
	public byte[] toBytes() {
		return toBytes(0);
	}

	/** As {@link #toBytes()}, with room for that many bytes before them. */
	public byte[] toBytes(int before) {
		byte[] bytes = new byte[before + this.region.length() + 1 + this.key.length()];
		int colonAt = before + this.region.length();
		if (copyPlain(this.region, bytes, before, /* isRegion= */ true)
				&& copyPlain(this.key, bytes, colonAt + 1, /* isRegion= */ false)) {
			bytes[colonAt] = ':';
			return bytes;
		}
		return encode(before);
	}

	// Most keys are ASCII, and need no detour.
	private static boolean copyPlain(String text, byte[] bytes, int at, boolean isRegion) {
		for (int i = 0; i < text.length(); i++) {
			char next = text.charAt(i);
			if (next >= 0x80 || (isRegion && (next == ':' || next == '%'))) {
				return false;
			}
			bytes[at + i] = (byte) next;
		}
		return true;
	}

	private byte[] encode(int before) {
		String text = escape(this.region) + ':' + this.key;
		byte[] encoded = isWellFormed(text) ? text.getBytes(StandardCharsets.UTF_8) : encodeMalformed(text);
		byte[] bytes = new byte[before + encoded.length];
		System.arraycopy(encoded, 0, bytes, before, encoded.length);
		return bytes;
	}

	private static String escape(String region) {
		if (region.indexOf(':') < 0 && region.indexOf('%') < 0) {
			return region;
		}
		return region.replace("%", "%25").replace(":", "%3A");
	}

	private static boolean isWellFormed(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				return text.codePoints().noneMatch(EntryKey::isSurrogate);
			}
		}
		return true;
	}

	private static byte[] encodeMalformed(String text) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 * text.length());
		text.codePoints().forEach((codePoint) -> {
			if (isSurrogate(codePoint)) {
				bytes.write(0xE0 | codePoint >> 12);
				bytes.write(0x80 | codePoint >> 6 & 0x3F);
				bytes.write(0x80 | codePoint & 0x3F);
			}
			else {
				bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
			}
		});
		return bytes.toByteArray();
	}

	private static boolean isSurrogate(int codePoint) {
		return Character.getType(codePoint) == Character.SURROGATE;
	}

	@Override
	public String toString() {
		return this.region + ':' + this.key;
	}

	/**
	 * The key of a tenant's entry, as {@code <length of tenant>:<tenant>:<key>}. No two
	 * tenants share one.
	 * @param tenant the tenant
	 * @param key the key among the tenant's
	 */
	public static String ofTenant(String tenant, String key) {
		return tenant.length() + ":" + tenant + ":" + key;
	}

}
