package io.entitycache.jpa;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;

import io.entitycache.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a state: the number of its concrete entity, the id, and the attributes
 * that are not {@code null}, each in the form of its type.
 */
final class EntityStateCodec implements ValueCodec<EntityState> {

	/** Part of the fingerprint, so that another format is never decoded as this one. */
	private static final String FORMAT = "1";

	private static final int FIRST_GUESS = 512;

	/** A larger buffer is not kept. */
	private static final int LARGEST_KEPT = 64 * 1024;

	private final EntityShape[] shapes;

	private final long fingerprint;

	private final BiPredicate<Object, EntityState> isOf;

	/** What the last state was written to, unless somebody is writing to it now. */
	private final AtomicReference<byte @Nullable []> buffer = new AtomicReference<>();

	/**
	 * Creates a new instance.
	 * @param isOf whether an id is that of a state
	 */
	EntityStateCodec(List<EntityShape> shapes, BiPredicate<Object, EntityState> isOf) {
		this.isOf = isOf;
		this.shapes = shapes.toArray(new EntityShape[0]);
		StringBuilder schema = new StringBuilder(FORMAT);
		shapes.forEach((shape) -> schema.append(';').append(shape.describe()));
		this.fingerprint = hash(schema.toString());
	}

	static long hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return ByteBuffer.wrap(digest).getLong();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public byte[] encode(EntityState value) {
		return encode(value, 0, 0);
	}

	@Override
	public byte[] encode(EntityState value, int before, int after) {
		byte[] kept = this.buffer.getAndSet(null);
		ByteSink out = new ByteSink((kept != null) ? kept : new byte[FIRST_GUESS], before);
		value.shape().write(value, out);
		byte[] bytes = out.copy(after);
		if (out.buffer().length <= LARGEST_KEPT) {
			this.buffer.setRelease(out.buffer());
		}
		return bytes;
	}

	@Override
	public EntityState decode(byte[] bytes) {
		return decode(bytes, 0, bytes.length);
	}

	@Override
	public EntityState decode(byte[] bytes, int from, int to) {
		try {
			return read(new ByteSource(bytes, from, to));
		}
		catch (IllegalArgumentException ex) {
			throw ex;
		}
		// Types and converters of the application throw what they like.
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("The bytes are no state of the entity", ex);
		}
	}

	private EntityState read(ByteSource in) {
		long index = in.readUnsigned();
		if (index < 0 || index >= this.shapes.length) {
			throw new IllegalArgumentException("The bytes are of an unknown entity");
		}
		EntityState state = this.shapes[(int) index].read(in);
		if (in.remaining() > 0) {
			throw new IllegalArgumentException("The bytes go on after the state");
		}
		// A state that no entity can be made of is a miss here, and an error later.
		state.shape().require(state);
		return state;
	}

	@Override
	public boolean isOf(Object key, EntityState value) {
		return this.isOf.test(key, value);
	}

	@Override
	public long fingerprint() {
		return this.fingerprint;
	}

}
