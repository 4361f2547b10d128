package io.entitycache.cluster;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

import org.springframework.util.Assert;

/**
 * The byte form of announcements, in two parts: the body is made by the sender, the
 * envelope around it by whoever numbers it.
 */
public final class AnnouncementCodec {

	/*
	 * Big endian.
	 *
	 * 0 2 bytes magic 0xEC 0x41 2 1 byte format, 1 3 8 bytes sequence 11 8 bytes
	 * incarnation 19 8 bytes nonce 27 body
	 *
	 * The body ends with the CRC32C of what is in it before; see AnnouncementBody. The
	 * envelope is not covered, so that a script can put it together.
	 */

	/** The longest message there may be, in bytes. */
	public static final int MAXIMUM_MESSAGE = 1 << 20;

	static final int ENVELOPE = 27;

	private static final byte MAGIC_0 = (byte) 0xEC;

	private static final byte MAGIC_1 = 0x41;

	private static final byte FORMAT = 1;

	private AnnouncementCodec() {
	}

	/**
	 * The body of an announcement.
	 * @throws IllegalArgumentException if it does not fit into a message
	 */
	public static byte[] encodeBody(Announcement announcement) {
		byte[] content = AnnouncementBody.encode(announcement);
		Assert.isTrue(content.length <= MAXIMUM_MESSAGE - ENVELOPE - 4, "The announcement is too large for a message");
		ByteBuffer body = ByteBuffer.allocate(content.length + 4);
		body.put(content).putInt(checksum(content, 0, content.length));
		return body.array();
	}

	/** The message of a numbered body. */
	public static byte[] envelope(long incarnation, long sequence, long nonce, byte[] body) {
		ByteBuffer message = ByteBuffer.allocate(ENVELOPE + body.length);
		message.put(MAGIC_0).put(MAGIC_1).put(FORMAT);
		message.putLong(sequence).putLong(incarnation).putLong(nonce).put(body);
		return message.array();
	}

	/**
	 * The announcement in a message, which may be anything at all.
	 * @throws IllegalArgumentException if it is none, or of an unknown format, or damaged
	 */
	public static NumberedAnnouncement decode(byte[] message) {
		Assert.isTrue(message.length >= ENVELOPE + 4 && message.length <= MAXIMUM_MESSAGE,
				"The message's length is not that of an announcement");
		ByteBuffer bytes = ByteBuffer.wrap(message);
		Assert.isTrue(bytes.get() == MAGIC_0 && bytes.get() == MAGIC_1, "The message is no announcement");
		Assert.isTrue(bytes.get() == FORMAT, "The announcement has an unknown format");
		long sequence = bytes.getLong();
		long incarnation = bytes.getLong();
		long nonce = bytes.getLong();
		int length = message.length - ENVELOPE - 4;
		Assert.isTrue(bytes.getInt(message.length - 4) == checksum(message, ENVELOPE, length),
				"The announcement is damaged");
		return new NumberedAnnouncement(incarnation, sequence, nonce,
				AnnouncementBody.decode(bytes.limit(message.length - 4)));
	}

	private static int checksum(byte[] bytes, int from, int length) {
		CRC32C checksum = new CRC32C();
		checksum.update(bytes, from, length);
		return (int) checksum.getValue();
	}

}
