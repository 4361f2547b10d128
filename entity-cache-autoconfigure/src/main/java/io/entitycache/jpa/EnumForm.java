package io.entitycache.jpa;

import java.util.HashMap;
import java.util.Map;

/** Enum constants by name, so that their order may change. */
final class EnumForm implements ByteForm, TextForm {

	private final String typeName;

	private final Map<String, Object> constants = new HashMap<>();

	EnumForm(Class<?> type) {
		this.typeName = type.getName();
		for (Object constant : type.getEnumConstants()) {
			this.constants.put(((Enum<?>) constant).name(), constant);
		}
	}

	@Override
	public String describe() {
		return this.typeName;
	}

	@Override
	public void write(Object value, ByteSink out) {
		out.writeString(((Enum<?>) value).name());
	}

	@Override
	public Object read(ByteSource in) {
		return parse(in.readString());
	}

	@Override
	public String print(Object value) {
		return ((Enum<?>) value).name();
	}

	@Override
	public Object parse(String text) {
		Object constant = this.constants.get(text);
		if (constant == null) {
			throw new IllegalArgumentException("A constant of %s is not known".formatted(this.typeName));
		}
		return constant;
	}

}
