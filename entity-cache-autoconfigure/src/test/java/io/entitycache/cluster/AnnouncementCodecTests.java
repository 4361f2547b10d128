package io.entitycache.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.entitycache.EntryKey;
import io.entitycache.Invalidation;
import io.entitycache.cluster.Announcement.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AnnouncementCodecTests {

	private static final Announcement ANNOUNCEMENT = new Announcement(Kind.COMMITTED, -5, 6,
			new Invalidation(
					Set.of(new EntryKey("product", "1"), new EntryKey("product", "größe"),
							new EntryKey("a:b", "\uD83D"), new EntryKey("a", "\uD83D\uDE00")),
					Set.of("book", "query:books"), Set.of("products", "größen")));

	private static final byte[] MESSAGE = message(ANNOUNCEMENT);

	private static byte[] message(Announcement announcement) {
		return AnnouncementCodec.envelope(1, 2, 3, AnnouncementCodec.encodeBody(announcement));
	}

	@Test
	void announcementIsReadAsItWasSent() {
		assertThat(AnnouncementCodec.decode(MESSAGE)).isEqualTo(new NumberedAnnouncement(1, 2, 3, ANNOUNCEMENT));
		for (Kind kind : Kind.values()) {
			Announcement empty = new Announcement(kind, 0, 0, Invalidation.NONE);
			assertThat(AnnouncementCodec.decode(message(empty)).announcement()).isEqualTo(empty);
		}
	}

	@Test
	void manyKeysFit() {
		Set<EntryKey> keys = IntStream.range(0, 20_000)
			.mapToObj((i) -> new EntryKey("product", Integer.toString(i)))
			.collect(Collectors.toSet());
		Announcement many = new Announcement(Kind.COMMITTED, 1, 2, Invalidation.ofKeys(keys));

		assertThat(AnnouncementCodec.decode(message(many)).announcement()).isEqualTo(many);
	}

	@Test
	void announcementThatIsTooLargeIsRefused() {
		Announcement large = new Announcement(Kind.COMMITTED, 1, 2,
				Invalidation.of(new EntryKey("product", "x".repeat(AnnouncementCodec.MAXIMUM_MESSAGE))));

		assertThatIllegalArgumentException().isThrownBy(() -> AnnouncementCodec.encodeBody(large));
	}

	@Test
	void messageThatIsTooLargeIsRefused() {
		byte[] body = new byte[AnnouncementCodec.MAXIMUM_MESSAGE];

		assertThatIllegalArgumentException()
			.isThrownBy(() -> AnnouncementCodec.decode(AnnouncementCodec.envelope(1, 2, 3, body)));
	}

	@Test
	void everySingleByteChangeOfTheBodyIsRefused() {
		for (int i = AnnouncementCodec.ENVELOPE; i < MESSAGE.length; i++) {
			for (int change = 1; change < 256; change++) {
				byte[] damaged = MESSAGE.clone();
				damaged[i] ^= (byte) change;
				assertThatIllegalArgumentException().isThrownBy(() -> AnnouncementCodec.decode(damaged));
			}
		}
	}

	@Test
	void unknownMagicAndFormatAreRefused() {
		for (int i = 0; i < 3; i++) {
			byte[] other = MESSAGE.clone();
			other[i]++;
			assertThatIllegalArgumentException().isThrownBy(() -> AnnouncementCodec.decode(other));
		}
	}

	@Test
	void everyTruncationIsRefused() {
		for (int length = 0; length < MESSAGE.length; length++) {
			byte[] damaged = Arrays.copyOf(MESSAGE, length);
			assertThatIllegalArgumentException().isThrownBy(() -> AnnouncementCodec.decode(damaged));
		}
	}

	@Test
	void noBytesCauseAnythingButARefusal() {
		Random random = new Random(20260101);
		for (int i = 0; i < 100_000; i++) {
			byte[] content = new byte[random.nextInt(100)];
			random.nextBytes(content);
			byte[] message = (i % 2 == 0) ? content : AnnouncementCodec.envelope(1, 2, 3, content);
			assertThatIllegalArgumentException().isThrownBy(() -> AnnouncementCodec.decode(message));
		}
	}

	@Test
	void noContentCausesAnythingButARefusal() {
		Random random = new Random(20260101);
		byte[] content = AnnouncementBody.encode(ANNOUNCEMENT);
		for (int i = 0; i < 100_000; i++) {
			byte[] damaged = content.clone();
			for (int changes = random.nextInt(4); changes >= 0; changes--) {
				damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
			}
			assertReadOrRefused(damaged);
		}
	}

	private static void assertReadOrRefused(byte[] content) {
		try {
			AnnouncementBody.decode(ByteBuffer.wrap(content));
		}
		catch (IllegalArgumentException ex) {
			assertThat(ex).hasMessageNotContaining("java.");
		}
	}

	@Test
	void announcementsOfFormat1StayReadable() throws IOException {
		assertThat(AnnouncementCodec.decode(golden("committed")))
			.isEqualTo(new NumberedAnnouncement(0x0123456789ABCDEFL, 44, 0xA000000000000005L,
					new Announcement(Kind.COMMITTED, 0xB000000000000006L, 7,
							new Invalidation(Set.of(new EntryKey("product", "1"), new EntryKey("product", "2"),
									new EntryKey("product.sku", "größe-µ/42"), new EntryKey("product.sku", "\uD800")),
									Set.of("book"), Set.of("products", "books")))));
		assertThat(AnnouncementCodec.decode(golden("pending")))
			.isEqualTo(new NumberedAnnouncement(0x0123456789ABCDEFL, 43, 1, new Announcement(Kind.PENDING, 2, 3,
					new Invalidation(Set.of(new EntryKey("product", "1")), Set.of(), Set.of("products")))));
		assertThat(AnnouncementCodec.decode(golden("rolled-back")).announcement())
			.isEqualTo(new Announcement(Kind.ROLLED_BACK, 2, 3, Invalidation.ofRegions(Set.of("book", "query.books"))));
		assertThat(AnnouncementCodec.decode(golden("synced"))).isEqualTo(new NumberedAnnouncement(0x0123456789ABCDEFL,
				45, 4, new Announcement(Kind.SYNCED, 0, 3, Invalidation.ofRegion("book"), 42)));
	}

	@Test
	void announcementsOfFormat1AreStillWrittenSo() throws IOException {
		NumberedAnnouncement golden = AnnouncementCodec.decode(golden("pending"));

		assertThat(AnnouncementCodec.envelope(golden.incarnation(), golden.sequence(), golden.nonce(),
				AnnouncementCodec.encodeBody(golden.announcement())))
			.isEqualTo(golden("pending"));
	}

	private static byte[] golden(String name) throws IOException {
		try (InputStream in = AnnouncementCodecTests.class
			.getResourceAsStream("/golden/announcement-v1-" + name + ".bin")) {
			return in.readAllBytes();
		}
	}

}
