package io.entitycache.jpa;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;

import org.hibernate.metamodel.mapping.internal.SingleAttributeIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.property.access.spi.Getter;
import org.hibernate.property.access.spi.GetterFieldImpl;
import org.hibernate.property.access.spi.GetterMethodImpl;
import org.jspecify.annotations.Nullable;

/**
 * Reads the attributes of entities of one class. The getters are composed to one method
 * handle, as {@link InstanceFactory} does it with the setters.
 */
final class AttributeReader {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final MethodType GETTER = MethodType.methodType(Object.class, Object.class);

	private final EntityPersister persister;

	/**
	 * {@code (Object[] values, Object entity) -> void}, {@code null} if the persistence
	 * provider has to read them.
	 */
	private final @Nullable MethodHandle attributes;

	/** {@code (Object entity) -> Object id}, {@code null} likewise. */
	private final @Nullable MethodHandle id;

	AttributeReader(EntityPersister persister) {
		this.persister = persister;
		this.id = (persister.getIdentifierMapping() instanceof SingleAttributeIdentifierMapping single)
				? getter(single.getPropertyAccess().getGetter()) : null;
		this.attributes = persister.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading() ? null
				: attributes(persister);
	}

	private static @Nullable MethodHandle attributes(EntityPersister persister) {
		List<MethodHandle> steps = new ArrayList<>();
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			MethodHandle getter = getter(persister.getAttributeMapping(i).getPropertyAccess().getGetter());
			if (getter == null) {
				return null;
			}
			MethodHandle element = MethodHandles.insertArguments(MethodHandles.arrayElementSetter(Object[].class), 1,
					i);
			steps.add(MethodHandles.filterArguments(element, 1, getter));
		}
		return steps.isEmpty() ? null : PartBytes.inOrder(steps, steps.get(0).type());
	}

	private static @Nullable MethodHandle getter(@Nullable Getter getter) {
		try {
			if (getter != null && getter.getClass() == GetterFieldImpl.class) {
				return LOOKUP.unreflectGetter(((GetterFieldImpl) getter).getField()).asType(GETTER);
			}
			return (getter != null && getter.getClass() == GetterMethodImpl.class && getter.getMethod() != null)
					? LOOKUP.unreflect(getter.getMethod()).asType(GETTER) : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/** The id of an entity that is no proxy. */
	@Nullable Object readId(Object entity) {
		if (this.id == null) {
			return this.persister.getIdentifier(entity);
		}
		try {
			return (Object) this.id.invokeExact(entity);
		}
		catch (Throwable ex) {
			throw InstanceFactory.rethrow(ex);
		}
	}

	/** The values in the order of the metamodel, in an array of the caller's own. */
	@Nullable Object[] read(Object entity) {
		if (this.attributes == null) {
			return this.persister.getValues(entity).clone();
		}
		@Nullable Object[] values = new Object[this.persister.getNumberOfAttributeMappings()];
		try {
			this.attributes.invokeExact(values, entity);
		}
		catch (Throwable ex) {
			throw InstanceFactory.rethrow(ex);
		}
		return values;
	}

}
