package io.entitycache.cluster;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement.Kind;

import org.springframework.util.Assert;

/** The content of an announcement's body, without its checksum. */
final class AnnouncementBody {

	/*
	 * 1 byte kind (P, C, R, S), 8 bytes transaction, 8 bytes sender, of kind S 8 bytes
	 * before; then, each as a count and its elements: the regions that have keys, each
	 * with its keys; the regions; the tables. Counts are variable-length integers. A text
	 * is a variable-length integer, twice its length in bytes, and its bytes in UTF-8;
	 * plus one if they are UTF-16 instead, which also has a place for a surrogate without
	 * a partner.
	 */

	private AnnouncementBody() {
	}

	static byte[] encode(Announcement announcement) {
		ByteArrayOutputStream out = new ByteArrayOutputStream(256);
		out.write(code(announcement.kind()));
		writeLong(out, announcement.transaction());
		writeLong(out, announcement.sender());
		if (announcement.kind() == Kind.SYNCED) {
			writeLong(out, announcement.before());
		}
		writeKeys(out, announcement.invalidation().keys());
		writeTexts(out, announcement.invalidation().regions());
		writeTexts(out, announcement.invalidation().tables());
		return out.toByteArray();
	}

	static Announcement decode(ByteBuffer in) {
		try {
			Kind kind = kind(in.get());
			long transaction = in.getLong();
			long sender = in.getLong();
			long before = (kind == Kind.SYNCED) ? in.getLong() : 0;
			Invalidation invalidation = new Invalidation(readKeys(in), readTexts(in), readTexts(in));
			Assert.isTrue(!in.hasRemaining(), "The announcement has bytes left over");
			return new Announcement(kind, transaction, sender, invalidation, before);
		}
		catch (BufferUnderflowException ex) {
			throw new IllegalArgumentException("The announcement ends too early", ex);
		}
	}

	private static char code(Kind kind) {
		return switch (kind) {
			case PENDING -> 'P';
			case COMMITTED -> 'C';
			case ROLLED_BACK -> 'R';
			case SYNCED -> 'S';
		};
	}

	private static Kind kind(byte code) {
		return switch (code) {
			case 'P' -> Kind.PENDING;
			case 'C' -> Kind.COMMITTED;
			case 'R' -> Kind.ROLLED_BACK;
			case 'S' -> Kind.SYNCED;
			default -> throw new IllegalArgumentException("The announcement is of an unknown kind");
		};
	}

	private static void writeKeys(ByteArrayOutputStream out, Set<EntryKey> keys) {
		Map<String, List<String>> byRegion = new LinkedHashMap<>();
		for (EntryKey key : keys) {
			byRegion.computeIfAbsent(key.region(), (region) -> new ArrayList<>()).add(key.key());
		}
		writeCount(out, byRegion.size());
		byRegion.forEach((region, texts) -> {
			writeText(out, region);
			writeCount(out, texts.size());
			texts.forEach((text) -> writeText(out, text));
		});
	}

	private static Set<EntryKey> readKeys(ByteBuffer in) {
		Set<EntryKey> keys = new LinkedHashSet<>();
		for (int regions = readCount(in); regions > 0; regions--) {
			String region = readText(in);
			for (int count = readCount(in); count > 0; count--) {
				keys.add(new EntryKey(region, readText(in)));
			}
		}
		return keys;
	}

	private static void writeTexts(ByteArrayOutputStream out, Set<String> texts) {
		writeCount(out, texts.size());
		texts.forEach((text) -> writeText(out, text));
	}

	private static Set<String> readTexts(ByteBuffer in) {
		Set<String> texts = new LinkedHashSet<>();
		for (int count = readCount(in); count > 0; count--) {
			texts.add(readText(in));
		}
		return texts;
	}

	private static void writeText(ByteArrayOutputStream out, String text) {
		boolean wide = hasSurrogateWithoutPartner(text);
		byte[] bytes = wide ? utf16(text) : text.getBytes(StandardCharsets.UTF_8);
		writeCount(out, bytes.length << 1 | (wide ? 1 : 0));
		out.writeBytes(bytes);
	}

	private static boolean hasSurrogateWithoutPartner(String text) {
		for (int i = 0; i < text.length(); i++) {
			if (Character.isSurrogate(text.charAt(i))) {
				if (Character.charCount(text.codePointAt(i)) == 1) {
					return true;
				}
				i++;
			}
		}
		return false;
	}

	private static String readText(ByteBuffer in) {
		int head = readCount(in);
		int length = head >>> 1;
		Assert.isTrue(length <= in.remaining(), "The announcement has a text that is too long");
		int start = in.position();
		in.position(start + length);
		return ((head & 1) != 0) ? in.slice(start, length).asCharBuffer().toString()
				: new String(in.array(), in.arrayOffset() + start, length, StandardCharsets.UTF_8);
	}

	// The charset of that name would replace a surrogate without a partner.
	private static byte[] utf16(String text) {
		ByteBuffer bytes = ByteBuffer.allocate(2 * text.length());
		bytes.asCharBuffer().put(text);
		return bytes.array();
	}

	private static void writeCount(ByteArrayOutputStream out, int count) {
		int rest = count;
		while ((rest & ~0x7F) != 0) {
			out.write(rest & 0x7F | 0x80);
			rest >>>= 7;
		}
		out.write(rest);
	}

	private static int readCount(ByteBuffer in) {
		int count = 0;
		for (int shift = 0; shift < 28; shift += 7) {
			byte next = in.get();
			count |= (next & 0x7F) << shift;
			if (next >= 0) {
				return count;
			}
		}
		throw new IllegalArgumentException("The announcement has a number that is too large");
	}

	private static void writeLong(ByteArrayOutputStream out, long value) {
		out.writeBytes(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
	}

}
