package io.entitycache.jpa;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows as bytes are written to it. Not safe for use by several threads. */
final class ByteSink {

	static final int LATIN_1 = 0;

	static final int UTF_8 = 1;

	static final int UTF_16 = 2;

	private byte[] bytes;

	private int size;

	ByteSink(int expectedSize) {
		this.bytes = new byte[Math.max(expectedSize, 16)];
	}

	int size() {
		return this.size;
	}

	byte[] toByteArray() {
		return (this.size == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.size);
	}

	/** Leaves room for bytes that are written later, with {@link #setBit}. */
	int reserve(int count) {
		ensure(count);
		int position = this.size;
		this.size += count;
		return position;
	}

	void setBit(int position, int bit) {
		this.bytes[position + (bit >>> 3)] |= (byte) (1 << (bit & 7));
	}

	void writeByte(int value) {
		ensure(1);
		this.bytes[this.size++] = (byte) value;
	}

	void writeBytes(byte[] value) {
		ensure(value.length);
		System.arraycopy(value, 0, this.bytes, this.size, value.length);
		this.size += value.length;
	}

	/** Length first. */
	void writeBlock(byte[] value) {
		writeUnsigned(value.length);
		writeBytes(value);
	}

	/** 7 bits a byte, small values in few bytes. */
	void writeUnsigned(long value) {
		ensure(10);
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes[this.size++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		this.bytes[this.size++] = (byte) rest;
	}

	/** As {@link #writeUnsigned}, with small negative values in few bytes too. */
	void writeSigned(long value) {
		writeUnsigned((value << 1) ^ (value >> 63));
	}

	void writeFixedInt(int value) {
		ensure(4);
		for (int shift = 24; shift >= 0; shift -= 8) {
			this.bytes[this.size++] = (byte) (value >>> shift);
		}
	}

	void writeFixedLong(long value) {
		writeFixedInt((int) (value >>> 32));
		writeFixedInt((int) value);
	}

	/**
	 * One byte a character where that is possible, else whatever keeps every character.
	 */
	@SuppressWarnings("deprecation")
	void writeString(String value) {
		int length = value.length();
		ensure(length + 5);
		int start = this.size;
		writeUnsigned(((long) length << 2) | LATIN_1);
		// The deprecated method takes the low byte of each character without a check or a
		// copy; whether that was all of it shows the comparison, which is vectorized.
		value.getBytes(0, length, this.bytes, this.size);
		if (new String(this.bytes, this.size, length, StandardCharsets.ISO_8859_1).equals(value)) {
			this.size += length;
			return;
		}
		this.size = start;
		writeWideString(value);
	}

	private void writeWideString(String value) {
		byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
		int kind = UTF_8;
		// UTF-8 has no form for half of a surrogate pair.
		if (!new String(encoded, StandardCharsets.UTF_8).equals(value)) {
			encoded = utf16(value);
			kind = UTF_16;
		}
		writeUnsigned(((long) encoded.length << 2) | kind);
		writeBytes(encoded);
	}

	private static byte[] utf16(String value) {
		byte[] encoded = new byte[value.length() * 2];
		for (int i = 0; i < value.length(); i++) {
			encoded[2 * i] = (byte) (value.charAt(i) >>> 8);
			encoded[2 * i + 1] = (byte) value.charAt(i);
		}
		return encoded;
	}

	private void ensure(int count) {
		int needed = this.size + count;
		if (needed < 0) {
			throw new IllegalArgumentException("The value has more bytes than an array can hold");
		}
		if (needed > this.bytes.length) {
			this.bytes = Arrays.copyOf(this.bytes,
					(int) Math.min(Math.max(needed, this.bytes.length * 2L), Integer.MAX_VALUE - 8));
		}
	}

}
