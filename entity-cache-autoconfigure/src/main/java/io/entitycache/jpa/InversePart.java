package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/**
 * The inverse side of a one-to-one association, of which nothing is in the row. What it
 * leads to is put in from elsewhere.
 */
enum InversePart implements StatePart {

	INSTANCE;

	@Override
	public @Nullable Object dehydrate(Object value) {
		return null;
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		return null;
	}

	@Override
	public void write(Object value, ByteSink out) {
		throw new IllegalStateException("The inverse side of an association has no state");
	}

	@Override
	public Object read(ByteSource in) {
		throw new IllegalArgumentException("The inverse side of an association has no state");
	}

	@Override
	public String describe() {
		return "inverse";
	}

}
