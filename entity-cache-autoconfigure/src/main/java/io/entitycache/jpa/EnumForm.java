package io.entitycache.jpa;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Enum constants: as bytes by number, which the form's name gives a meaning, as text by
 * name.
 */
final class EnumForm implements ByteForm, TextForm {

	private final String typeName;

	private final Enum<?>[] constants;

	private final Map<String, Enum<?>> byName = new HashMap<>();

	EnumForm(Class<?> type) {
		this.typeName = type.getName();
		this.constants = (Enum<?>[]) type.getEnumConstants();
		for (Enum<?> constant : this.constants) {
			this.byName.put(constant.name(), constant);
		}
	}

	@Override
	public String describe() {
		return this.typeName + Arrays.stream(this.constants).map(Enum::name).toList();
	}

	@Override
	public void write(Object value, ByteSink out) {
		out.writeUnsigned(((Enum<?>) value).ordinal());
	}

	@Override
	public Object read(ByteSource in) {
		long number = in.readUnsigned();
		if (number < 0 || number >= this.constants.length) {
			throw new IllegalArgumentException("A constant of %s is not known".formatted(this.typeName));
		}
		return this.constants[(int) number];
	}

	@Override
	public boolean isExact() {
		return true;
	}

	@Override
	public String print(Object value) {
		return ((Enum<?>) value).name();
	}

	@Override
	public Object parse(String text) {
		Enum<?> constant = this.byName.get(text);
		if (constant == null) {
			throw new IllegalArgumentException("A constant of %s is not known".formatted(this.typeName));
		}
		return constant;
	}

}
