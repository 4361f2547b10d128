package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

import org.hibernate.metamodel.mapping.EmbeddableMappingType;
import org.jspecify.annotations.Nullable;

/**
 * An embeddable, as an array of the states of its parts. A record of immutable parts is
 * its own state.
 */
final class EmbeddedPart implements StatePart {

	private final EmbeddableMappingType type;

	private final PartList parts;

	private final boolean record;

	EmbeddedPart(EmbeddableMappingType type, PartList parts) {
		this.type = type;
		this.parts = parts;
		this.record = type.getMappedJavaType().getJavaTypeClass().isRecord();
	}

	@Override
	public boolean isImmutable() {
		return this.record && this.parts.areImmutable();
	}

	@Override
	public boolean isLate() {
		return this.parts.areLate();
	}

	@Override
	public Object dehydrate(Object value) {
		return isImmutable() ? value : this.parts.dehydrate(this.type.getValues(value));
	}

	@Override
	public Object dehydrateRow(Object value) {
		return isImmutable() ? value : this.parts.dehydrateRow(this.type.getValues(value));
	}

	PartList parts() {
		return this.parts;
	}

	@Override
	@SuppressWarnings("unchecked")
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		if (state == null || isImmutable()) {
			return state;
		}
		return instantiate(this.parts.hydrate((@Nullable Object[]) state, owner, id));
	}

	private Object instantiate(@Nullable Object[] values) {
		return this.type.getRepresentationStrategy().getInstantiator().instantiate(() -> values);
	}

	@Override
	public void write(Object value, ByteSink out) {
		this.parts.write(isImmutable() ? this.type.getValues(value) : (@Nullable Object[]) value, out);
	}

	@Override
	public Object read(ByteSource in) {
		@Nullable Object[] states = this.parts.read(in);
		if (isImmutable()) {
			return instantiate(states);
		}
		if (this.record) {
			// A constructor may refuse what the bytes say; better now than when it is
			// used.
			hydrate(states, null, null);
		}
		return states;
	}

	@Override
	public String describe() {
		return this.parts.describe();
	}

	@Override
	public @Nullable TextForm text() {
		return text(StatePart::text);
	}

	@Override
	public @Nullable TextForm keyText(Iterator<ColumnEquality> columns) {
		return text((part) -> part.keyText(columns));
	}

	private @Nullable TextForm text(Function<StatePart, @Nullable TextForm> textOf) {
		List<TextForm> texts = new ArrayList<>();
		for (int i = 0; i < this.parts.names().size(); i++) {
			TextForm text = textOf.apply(this.parts.part(i));
			if (text == null) {
				return null;
			}
			texts.add(text);
		}
		return new CompositeText(texts, this.type::getValues, this::instantiate);
	}

}
