package io.entitycache.jpa;

import java.util.HashMap;
import java.util.Map;

/** Enum constants by name, so that their order may change. */
final class EnumForm implements ByteForm, TextForm {

	/** Up to so many constants are compared one by one, which is faster than a map. */
	private static final int FEW = 16;

	private final String typeName;

	private final Enum<?>[] constants;

	/** The constants' names in bytes, by ordinal. */
	private final byte[][] encoded;

	private final Map<String, Enum<?>> byName = new HashMap<>();

	EnumForm(Class<?> type) {
		this.typeName = type.getName();
		this.constants = (Enum<?>[]) type.getEnumConstants();
		this.encoded = new byte[this.constants.length][];
		for (Enum<?> constant : this.constants) {
			this.byName.put(constant.name(), constant);
			ByteSink out = new ByteSink(constant.name().length() + 1);
			out.writeString(constant.name());
			this.encoded[constant.ordinal()] = out.toByteArray();
		}
	}

	@Override
	public String describe() {
		return this.typeName;
	}

	@Override
	public void write(Object value, ByteSink out) {
		out.writeBytes(this.encoded[((Enum<?>) value).ordinal()]);
	}

	@Override
	public Object read(ByteSource in) {
		if (this.constants.length <= FEW) {
			for (int i = 0; i < this.encoded.length; i++) {
				if (in.skipIfNext(this.encoded[i])) {
					return this.constants[i];
				}
			}
		}
		return parse(in.readString());
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
