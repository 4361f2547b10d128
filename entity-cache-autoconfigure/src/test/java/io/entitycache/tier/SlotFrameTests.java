package io.entitycache.tier;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;

import io.entitycache.EntryKey;
import io.entitycache.tier.SlotFrame.Entry;
import io.entitycache.tier.SlotFrame.Kind;
import io.entitycache.tier.UnreadableFrameException.Reason;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SlotFrameTests {

	private static final EntryKey KEY = new EntryKey("product", "42");

	private static final byte[] PAYLOAD = { 1, 2, 3, -4 };

	private static final byte[] VALUE = SlotFrame.entry(KEY, 11, 12, 1_000, 2_000, 13, PAYLOAD);

	@Test
	void valueIsReadAsItWasStored() {
		Entry entry = SlotFrame.read(VALUE, KEY, 13);

		assertThat(SlotFrame.kindOf(VALUE)).isEqualTo(Kind.VALUE);
		assertThat(entry.incarnation()).isEqualTo(11);
		assertThat(entry.sequence()).isEqualTo(12);
		assertThat(entry.freshUntil()).isEqualTo(1_000);
		assertThat(entry.deadUntil()).isEqualTo(2_000);
		assertThat(entry.payload()).isEqualTo(PAYLOAD);
	}

	@Test
	void absenceIsReadAsNoPayload() {
		byte[] frame = SlotFrame.entry(KEY, -11, 12, 1_000, 2_000, -13, null);

		Entry entry = SlotFrame.read(frame, KEY, -13);

		assertThat(SlotFrame.kindOf(frame)).isEqualTo(Kind.ABSENT);
		assertThat(entry.isAbsence()).isTrue();
		assertThat(entry.payload()).isNull();
		assertThat(entry.incarnation()).isEqualTo(-11);
		assertThat(entry.sequence()).isEqualTo(12);
		assertThat(entry.freshUntil()).isEqualTo(1_000);
		assertThat(entry.deadUntil()).isEqualTo(2_000);
	}

	@Test
	void emptyPayloadIsNoAbsence() {
		byte[] frame = SlotFrame.entry(KEY, 1, 2, 3, 4, 5, new byte[0]);

		assertThat(SlotFrame.kindOf(frame)).isEqualTo(Kind.VALUE);
		assertThat(SlotFrame.read(frame, KEY, 5).payload()).isEmpty();
	}

	@Test
	void tombstoneIsNoEntry() {
		byte[] frame = SlotFrame.tombstone(11, 12);

		assertThat(frame).hasSize(20);
		assertThat(SlotFrame.kindOf(frame)).isEqualTo(Kind.TOMBSTONE);
		assertUnreadable(frame, Reason.KIND);
	}

	@Test
	void keysOfAllKindsAreRecognized() {
		for (EntryKey key : new EntryKey[] { new EntryKey("product.sku", "größe-µ/42"), new EntryKey("a:b%", "c"),
				new EntryKey("a", "\uD83D"), new EntryKey("a", "\uD83D\uDE00"), new EntryKey("a", ""),
				new EntryKey("product", "x".repeat(100_000)) }) {
			byte[] frame = SlotFrame.entry(key, 1, 2, 3, 4, 5, PAYLOAD);

			assertThat(SlotFrame.read(frame, key, 5).payload()).isEqualTo(PAYLOAD);
		}
	}

	@Test
	void entryOfAnotherKeyIsAMiss() {
		assertUnreadable(new EntryKey("product", "43"), 13, Reason.KEY);
		assertUnreadable(new EntryKey("product:4", "2"), 13, Reason.KEY);
		assertUnreadable(new EntryKey("product", ""), 13, Reason.KEY);
		byte[] question = SlotFrame.entry(new EntryKey("a", "?"), 1, 2, 3, 4, 13, PAYLOAD);
		assertThatExceptionOfType(UnreadableFrameException.class)
			.isThrownBy(() -> SlotFrame.read(question, new EntryKey("a", "\uD83D"), 13));
	}

	@Test
	void entryOfAnotherSchemaIsAMiss() {
		assertUnreadable(KEY, 14, Reason.FINGERPRINT);
	}

	@Test
	void foreignBytesAreAMiss() {
		assertUnreadable(new byte[0], Reason.LENGTH);
		assertUnreadable("{\"id\": 42, \"name\": \"a value of someone else's\"}".getBytes(), Reason.MAGIC);
		byte[] later = VALUE.clone();
		later[2] = 2;
		assertUnreadable(later, Reason.FORMAT);
		assertThat(SlotFrame.kindOf(later)).isEqualTo(Kind.UNREADABLE);
	}

	@Test
	void everySingleByteChangeIsAMiss() {
		for (int i = 0; i < VALUE.length; i++) {
			for (int change = 1; change < 256; change++) {
				byte[] damaged = VALUE.clone();
				damaged[i] ^= (byte) change;
				assertThatExceptionOfType(UnreadableFrameException.class)
					.isThrownBy(() -> SlotFrame.read(damaged, KEY, 13));
			}
		}
	}

	@Test
	void everyTruncationAndExtensionIsAMiss() {
		for (int length = 0; length < 2 * VALUE.length; length++) {
			if (length != VALUE.length) {
				byte[] damaged = Arrays.copyOf(VALUE, length);
				assertThatExceptionOfType(UnreadableFrameException.class)
					.isThrownBy(() -> SlotFrame.read(damaged, KEY, 13));
			}
		}
	}

	@Test
	void noBytesCauseAnythingButAMiss() {
		Random random = new Random(20260101);
		for (int i = 0; i < 100_000; i++) {
			byte[] bytes = new byte[random.nextInt(100)];
			random.nextBytes(bytes);
			if (i % 2 == 0) {
				// Far enough in to reach the lengths.
				System.arraycopy(VALUE, 0, bytes, 0, Math.min(bytes.length, 4 + random.nextInt(50)));
			}
			SlotFrame.kindOf(bytes);
			assertThatExceptionOfType(UnreadableFrameException.class).isThrownBy(() -> SlotFrame.read(bytes, KEY, 13));
		}
	}

	@Test
	void hugeLengthsDoNotOverflow() {
		for (int length : new int[] { Integer.MAX_VALUE, Integer.MAX_VALUE - 50, -1, Integer.MIN_VALUE }) {
			byte[] keyLength = VALUE.clone();
			ByteBuffer.wrap(keyLength).putInt(44, length);
			assertUnreadable(keyLength, Reason.LENGTH);
			byte[] payloadLength = VALUE.clone();
			ByteBuffer.wrap(payloadLength).putInt(48 + KEY.toString().length(), length);
			assertUnreadable(payloadLength, Reason.LENGTH);
		}
	}

	@Test
	void higherSequenceLeavesTheRestAsItWas() {
		Entry entry = SlotFrame.read(SlotFrame.withSequence(VALUE, 99), KEY, 13);

		assertThat(entry.sequence()).isEqualTo(99);
		assertThat(entry.payload()).isEqualTo(PAYLOAD);
		assertThat(SlotFrame.read(VALUE, KEY, 13).sequence()).isEqualTo(12);
	}

	@Test
	void framesOfFormat1StayReadable() throws IOException {
		Entry value = SlotFrame.read(golden("value"), new EntryKey("product.sku", "größe-µ/42"), 0x1122334455667788L);
		assertThat(value.incarnation()).isEqualTo(0x0123456789ABCDEFL);
		assertThat(value.sequence()).isEqualTo(42);
		assertThat(value.freshUntil()).isEqualTo(1767225600000L);
		assertThat(value.deadUntil()).isEqualTo(1767225660000L);
		assertThat(value.payload()).hasSize(64).startsWith(0, 1, 2).endsWith(62, 63);
		Entry absent = SlotFrame.read(golden("absent"), new EntryKey("product", "7"), 0x1122334455667788L);
		assertThat(absent.payload()).isNull();
		assertThat(SlotFrame.kindOf(golden("tombstone"))).isEqualTo(Kind.TOMBSTONE);
		assertThat(SlotFrame.kindOf(golden("pending"))).isEqualTo(Kind.PENDING);
	}

	@Test
	void framesOfFormat1AreStillWrittenSo() throws IOException {
		byte[] payload = SlotFrame.read(golden("value"), new EntryKey("product.sku", "größe-µ/42"), 0x1122334455667788L)
			.payload();

		assertThat(SlotFrame.entry(new EntryKey("product.sku", "größe-µ/42"), 0x0123456789ABCDEFL, 42, 1767225600000L,
				1767225660000L, 0x1122334455667788L, payload))
			.isEqualTo(golden("value"));
		assertThat(SlotFrame.tombstone(0x0123456789ABCDEFL, 44)).isEqualTo(golden("tombstone"));
	}

	private static byte[] golden(String name) throws IOException {
		try (InputStream in = SlotFrameTests.class.getResourceAsStream("/golden/slot-v1-" + name + ".bin")) {
			return in.readAllBytes();
		}
	}

	private static void assertUnreadable(byte[] frame, Reason reason) {
		assertThatExceptionOfType(UnreadableFrameException.class).isThrownBy(() -> SlotFrame.read(frame, KEY, 13))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

	private static void assertUnreadable(EntryKey expected, long fingerprint, Reason reason) {
		assertThatExceptionOfType(UnreadableFrameException.class)
			.isThrownBy(() -> SlotFrame.read(VALUE, expected, fingerprint))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo(reason));
	}

}
