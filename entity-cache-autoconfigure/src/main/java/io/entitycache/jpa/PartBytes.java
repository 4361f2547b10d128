package io.entitycache.jpa;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The bytes of one part among others. Those of all parts are composed to one method
 * handle, in which each part's form is a constant: a loop would call every form through
 * its interface, which costs more than most of them do.
 *
 * @param form the form
 * @param name the name of the part
 * @param isNullable whether the part may be missing
 * @param index where the part's state is among those of all
 */
record PartBytes(ByteForm form, String name, boolean isNullable, int index) {

	/** So many parts share a byte that says which are there. */
	private static final int GROUP = 8;

	private static final MethodHandle WRITE = handle("write", Object[].class, ByteSink.class);

	private static final MethodHandle WRITE_PRESENCE = handle("writePresence", Object[].class, ByteSink.class);

	private static final MethodHandle READ = handle("read", int.class, Object[].class, ByteSource.class);

	private static final MethodHandle READ_PRESENCE = handle("readPresence", Object[].class, ByteSource.class);

	private static MethodHandle handle(String name, Class<?>... parameters) {
		Class<?> result = name.equals("readPresence") ? int.class : void.class;
		try {
			return MethodHandles.lookup().findVirtual(PartBytes.class, name, MethodType.methodType(result, parameters));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static PartBytes of(StatePart part, String name, int index) {
		return new PartBytes(part.form(), name, part.isNullable(), index);
	}

	/** {@code (Object[] states, ByteSink out) -> void}. */
	static MethodHandle writer(List<PartBytes> parts) {
		List<MethodHandle> steps = new ArrayList<>();
		for (PartBytes part : parts) {
			if (part.index % GROUP == 0) {
				steps.add(WRITE_PRESENCE.bindTo(part));
			}
			steps.add(WRITE.bindTo(part));
		}
		return inOrder(steps, MethodType.methodType(void.class, Object[].class, ByteSink.class));
	}

	/** {@code (Object[] states, ByteSource in) -> void}. */
	static MethodHandle reader(List<PartBytes> parts) {
		List<MethodHandle> groups = new ArrayList<>();
		for (int start = 0; start < parts.size(); start += GROUP) {
			List<MethodHandle> steps = parts.subList(start, Math.min(start + GROUP, parts.size()))
				.stream()
				.map(READ::bindTo)
				.toList();
			groups.add(MethodHandles.foldArguments(inOrder(steps, READ.type().dropParameterTypes(0, 1)),
					READ_PRESENCE.bindTo(parts.get(start))));
		}
		return inOrder(groups, MethodType.methodType(void.class, Object[].class, ByteSource.class));
	}

	/**
	 * One handle for several of the same type. Halves the list each time, as the depth of
	 * a composed handle is limited.
	 */
	static MethodHandle inOrder(List<MethodHandle> steps, MethodType type) {
		if (steps.isEmpty()) {
			return MethodHandles.empty(type);
		}
		if (steps.size() == 1) {
			return steps.get(0);
		}
		int half = steps.size() / 2;
		return MethodHandles.foldArguments(inOrder(steps.subList(half, steps.size()), type),
				inOrder(steps.subList(0, half), type));
	}

	private void writePresence(@Nullable Object[] states, ByteSink out) {
		int end = Math.min(this.index + GROUP, states.length);
		int present = 0;
		for (int i = this.index; i < end; i++) {
			present |= (states[i] != null) ? bit(i) : 0;
		}
		out.writeByte(present);
	}

	private void write(@Nullable Object[] states, ByteSink out) {
		Object state = states[this.index];
		if (state != null) {
			this.form.write(state, out);
		}
	}

	private int readPresence(@Nullable Object[] states, ByteSource in) {
		return in.readByte();
	}

	private void read(int present, @Nullable Object[] states, ByteSource in) {
		if ((present & bit(this.index)) != 0) {
			states[this.index] = this.form.read(in);
		}
		else if (!this.isNullable) {
			throw new IllegalArgumentException("'%s' is missing".formatted(this.name));
		}
	}

	private static int bit(int index) {
		return 1 << (index % GROUP);
	}

}
