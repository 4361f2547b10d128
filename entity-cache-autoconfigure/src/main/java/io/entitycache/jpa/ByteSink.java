package io.entitycache.jpa;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Grows as bytes are written to it. Not safe for use by several threads. */
final class ByteSink {

	static final int LATIN_1 = 0;

	static final int UTF_8 = 1;

	static final int UTF_16 = 2;

	static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final int SHORT = 24;

	private byte[] bytes;

	private int size;

	ByteSink(int expectedSize) {
		this.bytes = new byte[Math.max(expectedSize, 16)];
	}

	/** Writes into the buffer from there on, for as long as it is large enough. */
	ByteSink(byte[] buffer, int from) {
		this.bytes = buffer;
		this.size = from;
		ensure(0);
	}

	byte[] toByteArray() {
		return (this.size == this.bytes.length) ? this.bytes : Arrays.copyOf(this.bytes, this.size);
	}

	/** A copy of all up to here, with room for that many bytes after it. */
	byte[] copy(int after) {
		return Arrays.copyOf(this.bytes, this.size + after);
	}

	/** The buffer, which may have grown. */
	byte[] buffer() {
		return this.bytes;
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
		int position = this.size;
		long rest = value;
		while ((rest & ~0x7FL) != 0) {
			this.bytes[position++] = (byte) (rest | 0x80);
			rest >>>= 7;
		}
		this.bytes[position++] = (byte) rest;
		this.size = position;
	}

	/** As {@link #writeUnsigned}, with small negative values in few bytes too. */
	void writeSigned(long value) {
		writeUnsigned((value << 1) ^ (value >> 63));
	}

	void writeFixedInt(int value) {
		ensure(Integer.BYTES);
		INTS.set(this.bytes, this.size, value);
		this.size += Integer.BYTES;
	}

	void writeFixedLong(long value) {
		ensure(Long.BYTES);
		LONGS.set(this.bytes, this.size, value);
		this.size += Long.BYTES;
	}

	/**
	 * One byte a character where that is possible, else whatever keeps every character.
	 */
	void writeString(String value) {
		int length = value.length();
		ensure(length + 5);
		int start = this.size;
		writeUnsigned(((long) length << 2) | LATIN_1);
		if ((length <= SHORT) ? copyShort(value, length) : copyLong(value, length)) {
			this.size += length;
			return;
		}
		this.size = start;
		writeWideString(value);
	}

	private boolean copyShort(String value, int length) {
		byte[] target = this.bytes;
		int position = this.size;
		for (int i = 0; i < length; i++) {
			char next = value.charAt(i);
			if (next > 0xFF) {
				return false;
			}
			target[position + i] = (byte) next;
		}
		return true;
	}

	// The deprecated method takes the low byte of each character without a check or a
	// copy;
	// whether that was all of it shows the comparison, which is vectorized.
	@SuppressWarnings("deprecation")
	private boolean copyLong(String value, int length) {
		value.getBytes(0, length, this.bytes, this.size);
		return new String(this.bytes, 0, this.size, length).equals(value);
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
