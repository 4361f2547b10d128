package io.entitycache.jpa;

import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/** The parts of an entity or embeddable, in the order of their values. */
final class PartList {

	private final List<String> names;

	private final StatePart[] parts;

	/** {@code (Object[] states, ByteSink out) -> void}. */
	private final MethodHandle writer;

	/** {@code (Object[] states, ByteSource in) -> void}. */
	private final MethodHandle reader;

	/** Those whose value has to be made from the state each time. */
	private final int[] made;

	/** Those whose state is not the value itself. */
	private final int[] converted;

	/** Those whose state can take a further statement. */
	private final int[] late;

	PartList(List<String> names, List<StatePart> parts) {
		this.names = List.copyOf(names);
		this.parts = parts.toArray(new StatePart[0]);
		List<PartBytes> bytes = IntStream.range(0, this.parts.length)
			.mapToObj((index) -> PartBytes.of(this.parts[index], names.get(index), index))
			.toList();
		this.writer = PartBytes.writer(bytes);
		this.reader = PartBytes.reader(bytes);
		this.made = IntStream.range(0, this.parts.length).filter((index) -> !this.parts[index].isImmutable()).toArray();
		this.converted = IntStream.range(0, this.parts.length)
			.filter((index) -> !this.parts[index].isImmutable() || this.parts[index] == SyntheticPart.INSTANCE)
			.filter((index) -> !this.parts[index].isLate())
			.toArray();
		this.late = IntStream.range(0, this.parts.length).filter((index) -> this.parts[index].isLate()).toArray();
	}

	List<String> names() {
		return this.names;
	}

	StatePart part(int index) {
		return this.parts[index];
	}

	/** Whether the state of any of them can take a further statement. */
	boolean areLate() {
		return this.late.length > 0;
	}

	boolean areImmutable() {
		return this.made.length == 0;
	}

	/** Whether every state that can be read consists of values of the parts' types. */
	boolean areExact() {
		return areImmutable() && Arrays.stream(this.parts).allMatch((part) -> part.form().isExact());
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
		for (int[] indexes : List.of(this.converted, this.late)) {
			for (int index : indexes) {
				Object value = values[index];
				values[index] = (value != null) ? this.parts[index].dehydrate(value) : null;
			}
		}
		return values;
	}

	/** The states of values that were read from a row. */
	@Nullable Object[] dehydrateRow(@Nullable Object[] values) {
		return rowDehydratedLate(rowDehydratedEarly(values.clone()));
	}

	/**
	 * The first half of {@link #dehydrateRow}, in the array of the values itself: those
	 * that take no further statement.
	 */
	@Nullable Object[] rowDehydratedEarly(@Nullable Object[] values) {
		return rowDehydrated(values, this.converted);
	}

	/** The second half. */
	@Nullable Object[] rowDehydratedLate(@Nullable Object[] values) {
		return rowDehydrated(values, this.late);
	}

	private @Nullable Object[] rowDehydrated(@Nullable Object[] values, int[] indexes) {
		for (int index : indexes) {
			Object value = values[index];
			values[index] = (value != null) ? this.parts[index].dehydrateRow(value) : null;
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
		try {
			this.writer.invokeExact(states, out);
		}
		catch (Throwable ex) {
			throw InstanceFactory.rethrow(ex);
		}
	}

	@Nullable Object[] read(ByteSource in) {
		@Nullable Object[] states = new Object[this.parts.length];
		try {
			this.reader.invokeExact(states, in);
		}
		catch (Throwable ex) {
			throw InstanceFactory.rethrow(ex);
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
