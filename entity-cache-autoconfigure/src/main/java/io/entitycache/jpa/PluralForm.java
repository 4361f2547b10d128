package io.entitycache.jpa;

import java.lang.reflect.Array;
import java.util.Collection;
import java.util.function.IntFunction;

import org.hibernate.type.descriptor.java.spi.BasicCollectionJavaType;
import org.jspecify.annotations.Nullable;

/** Arrays and collections that are held in one column. */
abstract class PluralForm implements ByteForm {

	private final ByteForm element;

	PluralForm(ByteForm element) {
		this.element = element;
	}

	static ByteForm ofArray(Class<?> componentType, ByteForm element) {
		return new OfArray(componentType, element);
	}

	@SuppressWarnings("unchecked")
	static ByteForm ofCollection(BasicCollectionJavaType<?, ?> type, ByteForm element) {
		BasicCollectionJavaType<Collection<Object>, Object> collections = (BasicCollectionJavaType<Collection<Object>, Object>) type;
		return new OfCollection((size) -> collections.getSemantics().instantiateRaw(size, null), element);
	}

	@Override
	public String describe() {
		return "many " + this.element.describe();
	}

	void writeElement(@Nullable Object value, ByteSink out) {
		out.writeByte((value != null) ? 1 : 0);
		if (value != null) {
			this.element.write(value, out);
		}
	}

	@Nullable Object readElement(ByteSource in) {
		return (in.readByte() != 0) ? this.element.read(in) : null;
	}

	private static final class OfArray extends PluralForm {

		private final Class<?> componentType;

		private OfArray(Class<?> componentType, ByteForm element) {
			super(element);
			this.componentType = componentType;
		}

		@Override
		public void write(Object value, ByteSink out) {
			int length = Array.getLength(value);
			out.writeUnsigned(length);
			for (int i = 0; i < length; i++) {
				writeElement(Array.get(value, i), out);
			}
		}

		@Override
		public Object read(ByteSource in) {
			int length = in.readLength(1);
			Object array = Array.newInstance(this.componentType, length);
			for (int i = 0; i < length; i++) {
				Array.set(array, i, readElement(in));
			}
			return array;
		}

	}

	private static final class OfCollection extends PluralForm {

		private final IntFunction<Collection<Object>> factory;

		private OfCollection(IntFunction<Collection<Object>> factory, ByteForm element) {
			super(element);
			this.factory = factory;
		}

		@Override
		public void write(Object value, ByteSink out) {
			Collection<?> collection = (Collection<?>) value;
			out.writeUnsigned(collection.size());
			collection.forEach((element) -> writeElement(element, out));
		}

		@Override
		@SuppressWarnings("NullAway") // A list may hold null.
		public Object read(ByteSource in) {
			int length = in.readLength(1);
			Collection<Object> collection = this.factory.apply(length);
			for (int i = 0; i < length; i++) {
				collection.add(readElement(in));
			}
			return collection;
		}

	}

}
