package io.entitycache.tier;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

import io.entitycache.EntryKey;
import io.entitycache.ValueCodec;
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

	private static final int INCARNATION_AT = 4;

	private static final int SEQUENCE_AT = 12;

	private static final int FRESH_AT = 20;

	private static final int DEAD_AT = 28;

	private static final int FINGERPRINT_AT = 36;

	private static final int KEY_LENGTH_AT = 44;

	private static final int KEY_AT = 48;

	private static final int MARK = 16;

	/** More marks than that are not understood; a script looks at each of them. */
	private static final int MOST_MARKS = 4096;

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
		byte[] frame = new byte[SMALLEST_ENTRY + name.length + payloadLength];
		if (payload != null) {
			System.arraycopy(payload, 0, frame, KEY_AT + name.length + 4, payloadLength);
		}
		Kind kind = (payload != null) ? Kind.VALUE : Kind.ABSENT;
		return complete(frame, kind, name, incarnation, sequence, freshUntil, deadUntil, fingerprint);
	}

	/**
	 * The frame of an entry with a value; otherwise as
	 * {@link #entry(EntryKey, long, long, long, long, long, byte[])}.
	 */
	public static <V> byte[] entry(EntryKey key, long incarnation, long sequence, long freshUntil, long deadUntil,
			ValueCodec<V> values, V value) {
		byte[] name = key.toBytes();
		byte[] frame = values.encode(value, KEY_AT + name.length + 4, 4);
		return complete(frame, Kind.VALUE, name, incarnation, sequence, freshUntil, deadUntil, values.fingerprint());
	}

	// All but the payload, which is there.
	private static byte[] complete(byte[] frame, Kind kind, byte[] name, long incarnation, long sequence,
			long freshUntil, long deadUntil, long fingerprint) {
		putHeader(frame, kind, incarnation, sequence);
		LONG.set(frame, FRESH_AT, freshUntil);
		LONG.set(frame, DEAD_AT, deadUntil);
		LONG.set(frame, FINGERPRINT_AT, fingerprint);
		INT.set(frame, KEY_LENGTH_AT, name.length);
		System.arraycopy(name, 0, frame, KEY_AT, name.length);
		INT.set(frame, KEY_AT + name.length, frame.length - SMALLEST_ENTRY - name.length);
		INT.set(frame, frame.length - 4, checksum(frame, frame.length - 4));
		return frame;
	}

	/** The number of bytes of an entry's payload. */
	public static int payloadLength(byte[] entry) {
		return entry.length - SMALLEST_ENTRY - (int) INT.get(entry, KEY_LENGTH_AT);
	}

	/** The frame of a tombstone. */
	public static byte[] tombstone(long incarnation, long sequence) {
		byte[] frame = new byte[HEADER];
		putHeader(frame, Kind.TOMBSTONE, incarnation, sequence);
		return frame;
	}

	private static void putHeader(byte[] frame, Kind kind, long incarnation, long sequence) {
		frame[0] = MAGIC_0;
		frame[1] = MAGIC_1;
		frame[2] = FORMAT;
		frame[3] = kind.code;
		LONG.set(frame, INCARNATION_AT, incarnation);
		LONG.set(frame, SEQUENCE_AT, sequence);
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
		require(longAt(frame, FINGERPRINT_AT) == fingerprint, Reason.FINGERPRINT);
		return new Entry(longAt(frame, INCARNATION_AT), longAt(frame, SEQUENCE_AT), longAt(frame, FRESH_AT),
				longAt(frame, DEAD_AT), frame, absent ? 0 : payloadAt);
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
		if (length == region.length() + 1 + key.length() && frame[colonAt] == ':' && isRegion(frame, region)
				&& isPlain(frame, colonAt + 1, key)) {
			return true;
		}
		byte[] name = expected.toBytes();
		return Arrays.equals(frame, KEY_AT, KEY_AT + length, name, 0, name.length);
	}

	// A region whose name is escaped is compared as bytes.
	private static boolean isRegion(byte[] frame, String region) {
		for (int i = 0; i < region.length(); i++) {
			char next = region.charAt(i);
			if (frame[KEY_AT + i] != next || next == ':' || next == '%') {
				return false;
			}
		}
		return true;
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
		VALUE('V'),

		/** An entry that remembers an absence. */
		ABSENT('N'),

		/** A tombstone. */
		TOMBSTONE('T'),

		/** A mark of transactions that are about to commit. */
		PENDING('P'),

		/** Nothing we know. */
		UNREADABLE('?');

		private final byte code;

		Kind(char code) {
			this.code = (byte) code;
		}

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
				case PENDING -> (length - HEADER) % MARK == 0 && length <= HEADER + MARK * MOST_MARKS;
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
	 * @param frame the bytes it is in
	 * @param payloadAt where its payload begins, 0 if it has none
	 */
	public record Entry(long incarnation, long sequence, long freshUntil, long deadUntil, byte[] frame, int payloadAt) {

		/** Whether it remembers an absence. */
		public boolean isAbsence() {
			return this.payloadAt == 0;
		}

		/** A copy of the payload, {@code null} for a remembered absence. */
		public byte @Nullable [] payload() {
			return isAbsence() ? null : Arrays.copyOfRange(this.frame, this.payloadAt, this.frame.length - 4);
		}

		/**
		 * The value of an entry that has one.
		 * @throws IllegalArgumentException if its payload is not a value
		 */
		public <V> V value(ValueCodec<V> values) {
			return values.decode(this.frame, this.payloadAt, this.frame.length - 4);
		}

	}

}
