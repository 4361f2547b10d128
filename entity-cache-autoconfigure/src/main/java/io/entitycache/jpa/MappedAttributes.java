package io.entitycache.jpa;

import java.lang.reflect.Method;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

import io.entitycache.KeyCodec;
import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.ValuedModelPart;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** The attributes of an entity that have a text form, so that they can be keys. */
final class MappedAttributes {

	private final EntityPersister persister;

	private final Map<String, StatePart> parts = new LinkedHashMap<>();

	private final KeyColumns keyColumns;

	private final Map<String, KeyCodec<Object>> codecs = new ConcurrentHashMap<>();

	/**
	 * The attributes of the entity itself, not those that only its subclasses have.
	 * @param anyShape one that has at least the entity's attributes
	 */
	MappedAttributes(EntityPersister persister, EntityShape anyShape, KeyColumns keyColumns) {
		this.persister = persister;
		this.keyColumns = keyColumns;
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			String name = persister.getAttributeMapping(i).getAttributeName();
			StatePart part = anyShape.attributes().part(anyShape.position(name));
			if (part.text() != null && ((part instanceof ReferencePart reference) ? reference.isCertain()
					: hasEquality(typeOf(name)))) {
				this.parts.put(name, part);
			}
		}
	}

	private static boolean hasEquality(Class<?> type) {
		if (type == URL.class) {
			// Two of them are compared by asking for the addresses of their hosts.
			return false;
		}
		Method equals = ReflectionUtils.findMethod(type, "equals", Object.class);
		return type.isInterface() || equals != null && equals.getDeclaringClass() != Object.class;
	}

	Set<String> names() {
		return this.parts.keySet();
	}

	StatePart part(String attribute) {
		StatePart part = this.parts.get(attribute);
		if (part == null) {
			throw new IllegalArgumentException("%s has no attribute '%s' that could be a key, but %s"
				.formatted(this.persister.getEntityName(), attribute, names()));
		}
		return part;
	}

	KeyCodec<Object> keyCodec(String attribute) {
		KeyCodec<Object> codec = this.codecs.get(attribute);
		if (codec == null) {
			StatePart part = part(attribute);
			codec = new TextKeyCodec<>(describe(attribute), acceptedBy(attribute, part),
					text(this.keyColumns.textOf(attribute, part, columns(attribute))));
			this.codecs.put(attribute, codec);
		}
		return codec;
	}

	private ValuedModelPart columns(String attribute) {
		return this.persister.findAttributeMapping(attribute);
	}

	/** The value that stands for all that are known to be equal for the database. */
	Object canonical(String attribute, Object key) {
		KeyCodec<Object> codec = keyCodec(attribute);
		return codec.isExact() ? key : codec.canonical(key);
	}

	static TextEquality equality(KeyCodec<?> codec) {
		return ((TextKeyCodec<?>) codec).text().equality();
	}

	/**
	 * What the database compares the attribute with: the value itself, or the id of the
	 * target if the attribute is an association.
	 * @throws IllegalArgumentException if it is no value of the attribute
	 */
	Object key(String attribute, Object value) {
		StatePart part = part(attribute);
		if (!acceptedBy(attribute, part).test(value)) {
			throw new IllegalArgumentException(
					"A %s is not a value of %s".formatted(value.getClass().getName(), describe(attribute)));
		}
		return (part instanceof ReferencePart reference) ? reference.key(value) : value;
	}

	private Predicate<Object> acceptedBy(String attribute, StatePart part) {
		Class<?> type = typeOf(attribute);
		Class<?> idType = (part instanceof ReferencePart reference) ? idType(reference.target()) : type;
		return (value) -> type.isInstance(value) || idType.isInstance(value);
	}

	/**
	 * The texts under which values that a row gets or loses are announced. They throw for
	 * a value that may be known under another text, as absent. Where no equality is known
	 * no absence is remembered, and what leads to a row is checked when it is used.
	 */
	Function<Object, String> nameOf(String attribute) {
		KeyCodec<Object> codec = keyCodec(attribute);
		if (codec.isExact() || equality(codec) == TextEquality.UNKNOWN) {
			return codec::encode;
		}
		return (value) -> {
			if (!codec.isNamed(value)) {
				throw new IllegalArgumentException("The value may be known under another form");
			}
			return codec.encode(value);
		};
	}

	private String describe(String attribute) {
		return "'%s' of %s".formatted(attribute, this.persister.getEntityName());
	}

	private Class<?> typeOf(String attribute) {
		AttributeMapping mapping = this.persister.findAttributeMapping(attribute);
		return ClassUtils.resolvePrimitiveIfNecessary(mapping.getJavaType().getJavaTypeClass());
	}

	static TextForm text(@Nullable TextForm text) {
		if (text == null) {
			throw new IllegalStateException("The type has no text form");
		}
		return text;
	}

	/** A copy of the value; for an association the id of its target. */
	static @Nullable Object value(StatePart part, @Nullable Object state) {
		StatePart key = (part instanceof ReferencePart reference) ? reference.targetId() : part;
		return key.hydrate(state, null, null);
	}

	static Class<?> idType(EntityPersister persister) {
		EntityIdentifierMapping id = persister.getIdentifierMapping();
		Class<?> type = (id instanceof NonAggregatedIdentifierMapping virtual)
				? virtual.getMappedIdEmbeddableTypeDescriptor().getMappedJavaType().getJavaTypeClass()
				: id.getJavaType().getJavaTypeClass();
		return ClassUtils.resolvePrimitiveIfNecessary(type);
	}

}
