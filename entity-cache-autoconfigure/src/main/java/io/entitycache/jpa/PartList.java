package io.entitycache.jpa;

import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** The parts of an entity or embeddable, in the order of their values. */
final class PartList {

	private final List<String> names;

	private final StatePart[] parts;

	private final ByteForm[] forms;

	private final boolean[] nullable;

	/** Those whose value has to be made from the state each time. */
	private final int[] made;

	/** Those whose state is not the value itself. */
	private final int[] converted;

	PartList(List<String> names, List<StatePart> parts) {
		this.names = List.copyOf(names);
		this.parts = parts.toArray(new StatePart[0]);
		this.forms = new ByteForm[this.parts.length];
		this.nullable = new boolean[this.parts.length];
		for (int i = 0; i < this.parts.length; i++) {
			this.forms[i] = this.parts[i].form();
			this.nullable[i] = this.parts[i].isNullable();
		}
		this.made = IntStream.range(0, this.parts.length).filter((index) -> !this.parts[index].isImmutable()).toArray();
		this.converted = IntStream.range(0, this.parts.length)
			.filter((index) -> !this.parts[index].isImmutable() || this.parts[index] == SyntheticPart.INSTANCE)
			.toArray();
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

	/** As {@link #dehydrate}, in the array of the values itself. */
	@Nullable Object[] dehydrated(@Nullable Object[] values) {
		for (int index : this.converted) {
			Object value = values[index];
			values[index] = (value != null) ? this.parts[index].dehydrate(value) : null;
		}
		return values;
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

	/** For each eight attributes a byte of bits that say which are there, then those. */
	void write(@Nullable Object[] states, ByteSink out) {
		for (int start = 0; start < states.length; start += 8) {
			int end = Math.min(start + 8, states.length);
			int position = out.reserve(1);
			int present = 0;
			for (int i = start; i < end; i++) {
				Object state = states[i];
				if (state != null) {
					present |= 1 << (i - start);
					this.forms[i].write(state, out);
				}
			}
			out.setByte(position, present);
		}
	}

	@Nullable Object[] read(ByteSource in) {
		@Nullable Object[] states = new Object[this.forms.length];
		for (int start = 0; start < states.length; start += 8) {
			int end = Math.min(start + 8, states.length);
			int present = in.readByte();
			for (int i = start; i < end; i++) {
				if ((present & (1 << (i - start))) != 0) {
					states[i] = this.forms[i].read(in);
				}
				else if (!this.nullable[i]) {
					throw new IllegalArgumentException("'%s' is missing".formatted(this.names.get(i)));
				}
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
