package io.entitycache.sync;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.entitycache.KeyCodec;
import io.entitycache.cluster.Coordination;
import io.entitycache.tier.SharedLevelException;

/**
 * The ids that a cache was asked for most, left with the shared level for the next start.
 * What cannot be left or read is forgotten: its readers load it.
 *
 * @param <ID> the type of the ids
 */
final class RecentKeys<ID> {

	/** A note of at most about a megabyte. */
	static final int MAXIMUM = 10_000;

	private static final int LONGEST_KEY = 100;

	private static final Duration LIFE = Duration.ofDays(7);

	private final Coordination coordination;

	private final String name;

	private final KeyCodec<ID> codec;

	RecentKeys(Coordination coordination, String cache, KeyCodec<ID> codec) {
		this.coordination = coordination;
		this.name = "recent:" + cache;
		this.codec = codec;
	}

	/** Leaves the ids, the most used first. */
	void leave(List<ID> ids) {
		if (ids.isEmpty()) {
			// A node that has just started knows less than the one before it.
			return;
		}
		try {
			this.coordination.leave(this.name, encode(ids), LIFE);
		}
		catch (SharedLevelException ex) {
			// The next round tries again.
		}
	}

	private byte[] encode(List<ID> ids) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			for (ID id : ids) {
				byte[] key = this.codec.encode(id).getBytes(StandardCharsets.UTF_8);
				if (key.length <= LONGEST_KEY) {
					out.writeByte(key.length);
					out.write(key);
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	/** The ids that were left, the most used first. */
	List<ID> recall() {
		byte[] note;
		try {
			note = this.coordination.note(this.name);
		}
		catch (SharedLevelException ex) {
			return List.of();
		}
		return (note != null) ? decode(note) : List.of();
	}

	private List<ID> decode(byte[] note) {
		List<ID> ids = new ArrayList<>();
		try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(note))) {
			while (in.available() > 0 && ids.size() < MAXIMUM) {
				byte[] key = new byte[in.readUnsignedByte()];
				in.readFully(key);
				ids.add(this.codec.decode(new String(key, StandardCharsets.UTF_8)));
			}
		}
		catch (IOException | RuntimeException ex) {
			// Foreign bytes: what was understood is as good as any other start.
			return ids;
		}
		return ids;
	}

}
