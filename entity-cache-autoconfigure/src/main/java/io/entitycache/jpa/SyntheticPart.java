package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/** An attribute of the persistence provider's own, which entities do not have. */
enum SyntheticPart implements StatePart {

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
	public boolean isImmutable() {
		return true;
	}

	@Override
	public void write(Object value, ByteSink out) {
		throw new IllegalStateException("A synthetic attribute has no state");
	}

	@Override
	public Object read(ByteSource in) {
		throw new IllegalArgumentException("A synthetic attribute has no state");
	}

	@Override
	public String describe() {
		return "synthetic";
	}

}
