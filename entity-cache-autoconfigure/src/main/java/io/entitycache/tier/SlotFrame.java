package io.entitycache.tier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

import io.entitycache.EntryKey;
import io.entitycache.tier.UnreadableFrameException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a level 2 slot. They are versioned, carry their full key, and are checked
 * as a whole, so that whatever is found in a slot is either exactly what was stored for
 * that key or a miss.
 */
public final class SlotFrame {

	/*
	 * Big endian. Every frame begins with
	 *
	 * 0 2 bytes magic 0xEC 0x51 2 1 byte format, 1 3 1 byte kind: V value, N remembered
	 * absence, T tombstone, P pending mark 4 8 bytes incarnation 12 8 bytes sequence
	 *
	 * A tombstone ends there. In a pending mark, incarnation and sequence are those of
	 * the newest tombstone or entry hidden under the mark (0 = none), and then follow,
	 * per transaction, 8 bytes transaction id and 8 bytes end in server milliseconds.
	 * Marks are written by the level 2 implementation itself. In an entry follow
	 *
	 * 20 8 bytes fresh until, server milliseconds 28 8 bytes dead, server milliseconds 36
	 * 8 bytes fingerprint of the payload's schema 44 4 bytes length, and the bytes of the
	 * key 4 bytes length, and the payload (empty for an absence) 4 bytes CRC32C over all
	 * before
	 */

	private static final byte MAGIC_0 = (byte) 0xEC;

	private static final byte MAGIC_1 = 0x51;

	private static final byte FORMAT = 1;

	private static final int HEADER = 20;

	private static final int SEQUENCE_AT = 12;

	private static final int KEY_LENGTH_AT = 44;

	private static final int KEY_AT = 48;

	private static final int MARK = 16;

	private static final int SMALLEST_ENTRY = KEY_AT + 4 + 4;

	private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

	private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

	private SlotFrame() {
	}

	/**
	 * The frame of an entry.
	 * @param key the entry's key
	 * @param incarnation the incarnation it was loaded in
	 * @param sequence the sequence after which it was loaded
	 * @param freshUntil the server time until which it is fresh, in milliseconds
	 * @param deadUntil the server time until which it may be served at all
	 * @param fingerprint the fingerprint of the payload's schema
	 * @param payload the payload, {@code null} for a remembered absence
	 */
	public static byte[] entry(EntryKey key, long incarnation, long sequence, long freshUntil, long deadUntil,
			long fingerprint, byte @Nullable [] payload) {
		byte[] name = key.toBytes();
		int payloadLength = (payload != null) ? payload.length : 0;
		ByteBuffer frame = ByteBuffer.allocate(SMALLEST_ENTRY + name.length + payloadLength);
		putHeader(frame, (payload != null) ? 'V' : 'N', incarnation, sequence);
		frame.putLong(freshUntil).putLong(deadUntil).putLong(fingerprint);
		frame.putInt(name.length).put(name).putInt(payloadLength);
		if (payload != null) {
			frame.put(payload);
		}
		frame.putInt(checksum(frame.array(), frame.position()));
		return frame.array();
	}

	/** The frame of a tombstone. */
	public static byte[] tombstone(long incarnation, long sequence) {
		ByteBuffer frame = ByteBuffer.allocate(HEADER);
		putHeader(frame, 'T', incarnation, sequence);
		return frame.array();
	}

	private static void putHeader(ByteBuffer frame, char kind, long incarnation, long sequence) {
		frame.put(MAGIC_0).put(MAGIC_1).put(FORMAT).put((byte) kind).putLong(incarnation).putLong(sequence);
	}

	/**
	 * The same entry with a higher sequence: for a load that began after the reservation
	 * had seen a tombstone of that sequence. Without it the entry would look older than
	 * the tombstone it replaces, and would give way to a load that is.
	 */
	public static byte[] withSequence(byte[] entry, long sequence) {
		byte[] frame = entry.clone();
		LONG.set(frame, SEQUENCE_AT, sequence);
		INT.set(frame, frame.length - 4, checksum(frame, frame.length - 4));
		return frame;
	}

	/** What the bytes are, by their first bytes and their length alone. */
	public static Kind kindOf(byte[] frame) {
		if (frame.length < HEADER || !hasOurMagic(frame) || frame[2] != FORMAT) {
			return Kind.UNREADABLE;
		}
		Kind kind = Kind.of(frame[3]);
		return kind.mayHaveLength(frame.length) ? kind : Kind.UNREADABLE;
	}

	private static boolean hasOurMagic(byte[] frame) {
		return frame[0] == MAGIC_0 && frame[1] == MAGIC_1;
	}

	/**
	 * The entry of the key in the bytes, which may be anything at all.
	 * @throws UnreadableFrameException if they are not an entry of that key and schema
	 */
	public static Entry read(byte[] frame, EntryKey expected, long fingerprint) {
		boolean absent = requireEntry(frame) == Kind.ABSENT;
		int keyLength = (int) INT.get(frame, KEY_LENGTH_AT);
		require(keyLength >= 0 && keyLength <= frame.length - SMALLEST_ENTRY, Reason.LENGTH);
		int payloadAt = KEY_AT + keyLength + 4;
		int payloadLength = (int) INT.get(frame, payloadAt - 4);
		require(payloadLength == frame.length - 4 - payloadAt && (!absent || payloadLength == 0), Reason.LENGTH);
		require((int) INT.get(frame, frame.length - 4) == checksum(frame, frame.length - 4), Reason.CHECKSUM);
		require(isKey(frame, keyLength, expected), Reason.KEY);
		require(longAt(frame, 36) == fingerprint, Reason.FINGERPRINT);
		byte[] payload = absent ? null : Arrays.copyOfRange(frame, payloadAt, payloadAt + payloadLength);
		return new Entry(longAt(frame, 4), longAt(frame, SEQUENCE_AT), longAt(frame, 20), longAt(frame, 28), payload);
	}

	private static Kind requireEntry(byte[] frame) {
		require(frame.length >= 4, Reason.LENGTH);
		require(hasOurMagic(frame), Reason.MAGIC);
		require(frame[2] == FORMAT, Reason.FORMAT);
		Kind kind = Kind.of(frame[3]);
		require(kind == Kind.VALUE || kind == Kind.ABSENT, Reason.KIND);
		require(frame.length >= SMALLEST_ENTRY, Reason.LENGTH);
		return kind;
	}

	private static void require(boolean condition, Reason reason) {
		if (!condition) {
			throw new UnreadableFrameException(reason);
		}
	}

	private static long longAt(byte[] frame, int at) {
		return (long) LONG.get(frame, at);
	}

	private static int checksum(byte[] frame, int length) {
		CRC32C checksum = new CRC32C();
		checksum.update(frame, 0, length);
		return (int) checksum.getValue();
	}

	private static boolean isKey(byte[] frame, int length, EntryKey expected) {
		String region = expected.region();
		String key = expected.key();
		int colonAt = KEY_AT + region.length();
		if (length == region.length() + 1 + key.length() && frame[colonAt] == ':' && isPlain(frame, KEY_AT, region)
				&& isPlain(frame, colonAt + 1, key) && region.indexOf(':') < 0 && region.indexOf('%') < 0) {
			return true;
		}
		byte[] name = expected.toBytes();
		return Arrays.equals(frame, KEY_AT, KEY_AT + length, name, 0, name.length);
	}

	// Compares without copying, for text that is all ASCII.
	private static boolean isPlain(byte[] frame, int at, String text) {
		for (int i = 0; i < text.length(); i++) {
			if (frame[at + i] != text.charAt(i)) {
				return false;
			}
		}
		return true;
	}

	/** What a slot's bytes are. */
	public enum Kind {

		/** An entry with a value. */
		VALUE,

		/** An entry that remembers an absence. */
		ABSENT,

		/** A tombstone. */
		TOMBSTONE,

		/** A mark of transactions that are about to commit. */
		PENDING,

		/** Nothing we know. */
		UNREADABLE;

		private static Kind of(byte code) {
			return switch (code) {
				case 'V' -> VALUE;
				case 'N' -> ABSENT;
				case 'T' -> TOMBSTONE;
				case 'P' -> PENDING;
				default -> UNREADABLE;
			};
		}

		private boolean mayHaveLength(int length) {
			return switch (this) {
				case VALUE, ABSENT -> length >= SMALLEST_ENTRY;
				case TOMBSTONE -> length == HEADER;
				case PENDING -> (length - HEADER) % MARK == 0;
				case UNREADABLE -> false;
			};
		}

	}

	/**
	 * An entry as it was stored.
	 *
	 * @param incarnation the incarnation it was loaded in
	 * @param sequence the sequence after which it was loaded
	 * @param freshUntil the server time until which it is fresh, in milliseconds
	 * @param deadUntil the server time until which it may be served at all
	 * @param payload the payload, {@code null} for a remembered absence
	 */
	public record Entry(long incarnation, long sequence, long freshUntil, long deadUntil, byte @Nullable [] payload) {
	}

}
