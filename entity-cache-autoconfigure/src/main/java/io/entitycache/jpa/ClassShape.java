package io.entitycache.jpa;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a class of the application can hold, as a text for fingerprints: the names and
 * types of its fields, and so on for the classes of those. Another version of a class,
 * which writes another document, has another text.
 */
final class ClassShape {

	private final Set<Class<?>> seen = new HashSet<>();

	private ClassShape() {
	}

	static String of(Type type) {
		return new ClassShape().describe(type);
	}

	private String describe(Type type) {
		if (type instanceof ParameterizedType generic) {
			return describe(generic.getRawType())
					+ Arrays.stream(generic.getActualTypeArguments()).map(this::describe).toList();
		}
		if (type instanceof GenericArrayType array) {
			return describe(array.getGenericComponentType()) + "[]";
		}
		return (type instanceof Class<?> known) ? describe(known) : type.getTypeName();
	}

	private String describe(Class<?> type) {
		if (type.isArray()) {
			return describe(type.getComponentType()) + "[]";
		}
		if (type.isEnum()) {
			return type.getName() + Arrays.toString(type.getEnumConstants());
		}
		if (type.isPrimitive() || type.isInterface() || type.getName().startsWith("java.") || !this.seen.add(type)) {
			return type.getName();
		}
		Set<String> fields = new TreeSet<>();
		for (Class<?> each = type; each != null && !each.getName().startsWith("java."); each = each.getSuperclass()) {
			for (Field field : each.getDeclaredFields()) {
				if (!Modifier.isStatic(field.getModifiers())) {
					fields.add(field.getName() + ':' + describe(field.getGenericType()));
				}
			}
		}
		return type.getName() + fields;
	}

}
