package io.entitycache.jpa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what a {@link ByteSink} wrote. Nothing is believed: whatever the bytes are, each
 * method returns a value or throws an {@link IllegalArgumentException}, and allocates no
 * more than the bytes that are left can fill.
 */
final class ByteSource {

	private static final char REPLACEMENT = '\uFFFD';

	private final byte[] bytes;

	private final int end;

	private int position;

	ByteSource(byte[] bytes) {
		this(bytes, 0, bytes.length);
	}

	ByteSource(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.position = from;
		this.end = to;
	}

	int remaining() {
		return this.end - this.position;
	}

	int readByte() {
		require(1);
		return this.bytes[this.position++];
	}

	byte[] readBlock() {
		int length = readLength(1);
		byte[] block = Arrays.copyOfRange(this.bytes, this.position, this.position + length);
		this.position += length;
		return block;
	}

	/** A number of things that follow, each of which takes at least so many bytes. */
	int readLength(int bytesEach) {
		long length = readUnsigned();
		if (length < 0 || length > remaining() / bytesEach) {
			throw new IllegalArgumentException("The bytes end too early");
		}
		return (int) length;
	}

	long readUnsigned() {
		int first = readByte();
		return (first >= 0) ? first : readLongUnsigned(first);
	}

	private long readLongUnsigned(int first) {
		long value = first & 0x7F;
		for (int shift = 7; shift < 64; shift += 7) {
			int next = readByte();
			value |= (long) (next & 0x7F) << shift;
			if (next >= 0) {
				return value;
			}
		}
		throw new IllegalArgumentException("A number has too many bytes");
	}

	long readSigned() {
		long value = readUnsigned();
		return (value >>> 1) ^ -(value & 1);
	}

	int readInt() {
		long value = readSigned();
		if (value != (int) value) {
			throw new IllegalArgumentException("A number is too large");
		}
		return (int) value;
	}

	int readFixedInt() {
		require(Integer.BYTES);
		int value = (int) ByteSink.INTS.get(this.bytes, this.position);
		this.position += Integer.BYTES;
		return value;
	}

	long readFixedLong() {
		require(Long.BYTES);
		long value = (long) ByteSink.LONGS.get(this.bytes, this.position);
		this.position += Long.BYTES;
		return value;
	}

	String readString() {
		long header = readUnsigned();
		long length = header >>> 2;
		if (length > remaining()) {
			throw new IllegalArgumentException("The bytes end too early");
		}
		int start = this.position;
		this.position += (int) length;
		return switch ((int) header & 3) {
			case ByteSink.LATIN_1 -> latin1(start, (int) length);
			case ByteSink.UTF_8 -> utf8(start, (int) length);
			case ByteSink.UTF_16 -> utf16(start, (int) length);
			default -> throw new IllegalArgumentException("A text has an unknown form");
		};
	}

	// The deprecated constructor does the same as that with a character set, sooner.
	@SuppressWarnings("deprecation")
	private String latin1(int start, int length) {
		return new String(this.bytes, 0, start, length);
	}

	// Bytes that are no UTF-8 become replacement characters: another text than was meant.
	private String utf8(int start, int length) {
		String text = new String(this.bytes, start, length, StandardCharsets.UTF_8);
		if (text.indexOf(REPLACEMENT) >= 0) {
			byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
			if (!Arrays.equals(this.bytes, start, start + length, encoded, 0, encoded.length)) {
				throw new IllegalArgumentException("A text is not in UTF-8");
			}
		}
		return text;
	}

	private String utf16(int start, int length) {
		if (length % 2 != 0) {
			throw new IllegalArgumentException("A text is not in UTF-16");
		}
		char[] characters = new char[length / 2];
		for (int i = 0; i < characters.length; i++) {
			characters[i] = (char) ((this.bytes[start + 2 * i] << 8) | (this.bytes[start + 2 * i + 1] & 0xFF));
		}
		return new String(characters);
	}

	private void require(int count) {
		if (count > remaining()) {
			throw new IllegalArgumentException("The bytes end too early");
		}
	}

}
