package io.entitycache.jpa;

import org.jspecify.annotations.Nullable;

/**
 * What the inverse side of a one-to-one association leads to, as an array of one state or
 * none.
 *
 * @param member the entity that it leads to
 */
record OptionalPart(ReferencePart member) implements StatePart {

	@Override
	public Object dehydrate(Object value) {
		return new @Nullable Object[] { this.member.dehydrate(value) };
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		@Nullable Object[] states = (@Nullable Object[]) state;
		return (states != null && states.length > 0) ? this.member.hydrate(states[0], owner, id) : null;
	}

	@Override
	public void write(Object value, ByteSink out) {
		@Nullable Object[] states = (@Nullable Object[]) value;
		out.writeByte(states.length);
		for (Object state : states) {
			if (state == null) {
				throw new IllegalStateException("An entity has no id");
			}
			this.member.write(state, out);
		}
	}

	@Override
	public Object read(ByteSource in) {
		int length = in.readByte();
		if (length < 0 || length > 1) {
			throw new IllegalArgumentException("There is more than one");
		}
		return (length == 1) ? new @Nullable Object[] { this.member.read(in) } : new @Nullable Object[0];
	}

	@Override
	public String describe() {
		return "ONE[" + this.member.describe() + ']';
	}

}
