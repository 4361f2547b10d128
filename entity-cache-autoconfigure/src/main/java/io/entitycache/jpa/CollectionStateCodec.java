package io.entitycache.jpa;

import io.entitycache.ValueCodec;
import org.jspecify.annotations.Nullable;

/** The bytes of a collection's state: the number of its elements, and each of them. */
final class CollectionStateCodec implements ValueCodec<CollectionState> {

	/** Part of the fingerprint, so that another format is never decoded as this one. */
	private static final String FORMAT = "collection 1;";

	private static final int FIRST_GUESS = 64;

	private final StatePart elements;

	private final long fingerprint;

	CollectionStateCodec(StatePart elements) {
		this.elements = elements;
		this.fingerprint = EntityStateCodec.hash(FORMAT + elements.describe());
	}

	@Override
	public byte[] encode(CollectionState value) {
		ByteSink out = new ByteSink(FIRST_GUESS);
		this.elements.write(value.elements(), out);
		return out.toByteArray();
	}

	@Override
	public CollectionState decode(byte[] bytes) {
		try {
			ByteSource in = new ByteSource(bytes);
			CollectionState state = new CollectionState((@Nullable Object[]) this.elements.read(in));
			if (in.remaining() > 0) {
				throw new IllegalArgumentException("The bytes go on after the collection");
			}
			return state;
		}
		catch (IllegalArgumentException ex) {
			throw ex;
		}
		// Types and converters of the application throw what they like.
		catch (RuntimeException ex) {
			throw new IllegalArgumentException("The bytes are no state of the collection", ex);
		}
	}

	@Override
	public long fingerprint() {
		return this.fingerprint;
	}

}
