package io.entitycache.jpa;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** The parts of an entity or embeddable, in the order of their values. */
final class PartList {

	private final List<String> names;

	private final StatePart[] parts;

	/** Those whose value has to be made from the state each time. */
	private final int[] made;

	PartList(List<String> names, List<StatePart> parts) {
		this.names = List.copyOf(names);
		this.parts = parts.toArray(new StatePart[0]);
		this.made = IntStream.range(0, this.parts.length).filter((index) -> !this.parts[index].isImmutable()).toArray();
	}

	List<String> names() {
		return this.names;
	}

	StatePart part(int index) {
		return this.parts[index];
	}

	boolean areImmutable() {
		return this.made.length == 0;
	}

	@Nullable Object[] dehydrate(@Nullable Object[] values) {
		@Nullable Object[] states = new Object[values.length];
		for (int i = 0; i < states.length; i++) {
			Object value = values[i];
			states[i] = (value != null) ? this.parts[i].dehydrate(value) : null;
		}
		return states;
	}

	/** The values, which are the states themselves if nobody can change any. */
	@Nullable Object[] hydrate(@Nullable Object[] states, @Nullable Object owner, @Nullable Object id) {
		if (this.made.length == 0) {
			return states;
		}
		@Nullable Object[] values = states.clone();
		for (int index : this.made) {
			values[index] = this.parts[index].hydrate(states[index], owner, id);
		}
		return values;
	}

	void write(@Nullable Object[] states, ByteSink out) {
		int present = out.reserve((states.length + 7) >>> 3);
		for (int i = 0; i < states.length; i++) {
			Object state = states[i];
			if (state != null) {
				out.setBit(present, i);
				this.parts[i].write(state, out);
			}
		}
	}

	@Nullable Object[] read(ByteSource in) {
		int present = in.skip((this.parts.length + 7) >>> 3);
		@Nullable Object[] states = new Object[this.parts.length];
		for (int i = 0; i < states.length; i++) {
			if (in.bit(present, i)) {
				states[i] = this.parts[i].read(in);
			}
			else if (!this.parts[i].isNullable()) {
				throw new IllegalArgumentException("'%s' is missing".formatted(this.names.get(i)));
			}
		}
		return states;
	}

	String describe() {
		StringBuilder description = new StringBuilder("(");
		for (int i = 0; i < this.parts.length; i++) {
			description.append(this.names.get(i)).append(':').append(this.parts[i].describe()).append(',');
		}
		return description.append(')').toString();
	}

}
