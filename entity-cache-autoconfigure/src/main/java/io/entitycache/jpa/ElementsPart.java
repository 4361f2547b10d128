package io.entitycache.jpa;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.hibernate.Hibernate;
import org.hibernate.collection.spi.AbstractPersistentCollection;
import org.hibernate.metamodel.mapping.PluralAttributeMapping;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * An element collection, as an array of the states of its elements; of a map, of keys and
 * values in turn. It comes back loaded and unchanged, so that a merge writes what the
 * caller changed and nothing else.
 */
final class ElementsPart implements StatePart {

	private final PluralAttributeMapping attribute;

	private final CollectionKind kind;

	private final @Nullable StatePart key;

	private final StatePart element;

	ElementsPart(PluralAttributeMapping attribute, CollectionKind kind, @Nullable StatePart key, StatePart element) {
		this.attribute = attribute;
		this.kind = kind;
		this.key = key;
		this.element = element;
	}

	@Override
	public Object dehydrate(Object value) {
		Hibernate.initialize(value);
		List<@Nullable Object> states = new ArrayList<>();
		if (value instanceof Map<?, ?> map) {
			StatePart keys = keys();
			map.forEach((key, element) -> {
				states.add(dehydrate(keys, key));
				states.add(dehydrate(this.element, element));
			});
		}
		else {
			for (Object element : (Collection<?>) value) {
				states.add(dehydrate(this.element, element));
			}
		}
		return states.toArray();
	}

	@Override
	public boolean isLate() {
		return true;
	}

	private static @Nullable Object dehydrate(StatePart part, @Nullable Object value) {
		return (value != null) ? part.dehydrate(value) : null;
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		if (state == null) {
			return null;
		}
		AbstractPersistentCollection<?> collection = this.kind.create(this.attribute.getCollectionDescriptor(), owner,
				id);
		fill(collection, elements((@Nullable Object[]) state, owner));
		return collection;
	}

	private void fill(AbstractPersistentCollection<?> collection, List<?> elements) {
		collection.beginRead();
		collection.injectLoadedState(this.attribute, elements);
		collection.endRead();
	}

	/**
	 * Loads a collection of entities. It gets the snapshot of what it holds: a merge
	 * writes what the caller changed since, and not what others did.
	 * @param collection the collection, uninitialized
	 * @param states the states of its elements
	 * @param elements from the state of an element to the entity; what it does not know
	 * is left out
	 */
	void load(AbstractPersistentCollection<?> collection, @Nullable Object[] states,
			Function<Object, @Nullable Object> elements) {
		List<@Nullable Object> values = new ArrayList<>();
		int step = this.kind.isMap() ? 2 : 1;
		for (int i = 0; i < states.length; i += step) {
			Object state = states[i + step - 1];
			Object element = (state != null) ? elements.apply(state) : null;
			if (element != null || state == null && this.kind.allowsNull()) {
				values
					.add(this.kind.isMap() ? new Object[] { keys().hydrate(states[i], null, null), element } : element);
			}
		}
		fill(collection, values);
		CollectionPersister persister = this.attribute.getCollectionDescriptor();
		collection.setSnapshot(collection.getKey(), persister.getRole(), collection.getSnapshot(persister));
	}

	/** The states of the elements themselves. */
	List<Object> elementStates(@Nullable Object[] states) {
		int step = this.kind.isMap() ? 2 : 1;
		List<Object> elements = new ArrayList<>();
		for (int i = step - 1; i < states.length; i += step) {
			Object state = states[i];
			if (state != null) {
				elements.add(state);
			}
		}
		return elements;
	}

	private List<?> elements(@Nullable Object[] states, @Nullable Object owner) {
		@Nullable Object[] values = new Object[states.length];
		for (int i = 0; i < states.length; i++) {
			StatePart part = (this.kind.isMap() && i % 2 == 0) ? keys() : this.element;
			values[i] = part.hydrate(states[i], owner, null);
		}
		return this.kind.isMap() ? pairs(values) : Arrays.asList(values);
	}

	private static List<?> pairs(@Nullable Object[] values) {
		List<@Nullable Object[]> pairs = new ArrayList<>(values.length / 2);
		for (int i = 0; i < values.length; i += 2) {
			pairs.add(new Object[] { values[i], values[i + 1] });
		}
		return pairs;
	}

	private StatePart keys() {
		if (this.key == null) {
			throw new IllegalStateException("'%s' is not a map".formatted(this.attribute.getAttributeName()));
		}
		return this.key;
	}

	@Override
	public void write(Object value, ByteSink out) {
		@Nullable Object[] states = (@Nullable Object[]) value;
		out.writeUnsigned(states.length);
		for (int i = 0; i < states.length; i++) {
			Object state = states[i];
			out.writeByte((state != null) ? 1 : 0);
			if (state != null) {
				((this.kind.isMap() && i % 2 == 0) ? keys() : this.element).write(state, out);
			}
		}
	}

	@Override
	public Object read(ByteSource in) {
		@Nullable Object[] states = new Object[in.readLength(1)];
		if (this.kind.isMap() && states.length % 2 != 0) {
			throw new IllegalArgumentException("A key has no value");
		}
		for (int i = 0; i < states.length; i++) {
			if (in.readByte() != 0) {
				states[i] = ((this.kind.isMap() && i % 2 == 0) ? keys() : this.element).read(in);
			}
			else if (!this.kind.allowsNull()) {
				throw new IllegalArgumentException("An element is missing");
			}
		}
		return states;
	}

	@Override
	public String describe() {
		String keys = (this.key != null) ? this.key.describe() : "";
		return this.kind + "[" + keys + ' ' + this.element.describe() + ']';
	}

}
