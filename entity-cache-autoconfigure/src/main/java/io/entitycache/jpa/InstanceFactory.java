package io.entitycache.jpa;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.hibernate.metamodel.mapping.AttributeMapping;
import org.hibernate.metamodel.mapping.NonAggregatedIdentifierMapping;
import org.hibernate.metamodel.mapping.internal.SingleAttributeIdentifierMapping;
import org.hibernate.metamodel.mapping.internal.ToOneAttributeMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.property.access.spi.PropertyAccess;
import org.hibernate.property.access.spi.Setter;
import org.hibernate.property.access.spi.SetterFieldImpl;
import org.hibernate.property.access.spi.SetterMethodImpl;
import org.jspecify.annotations.Nullable;

/**
 * Makes entities of one class. The constructor and the setters are composed to method
 * handles once, so that a copy costs little more than one written by hand.
 */
final class InstanceFactory {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final MethodType SETTER = MethodType.methodType(void.class, Object.class, Object.class);

	private final EntityPersister persister;

	/** {@code () -> Object}. */
	private final MethodHandle constructor;

	/** {@code (Object entity, Object[] values) -> void}. */
	private final MethodHandle attributes;

	/**
	 * {@code (Object entity, Object id) -> void}, {@code null} if there is more than one
	 * attribute.
	 */
	private final @Nullable MethodHandle id;

	/**
	 * {@code (Object id, Object[] values) -> Object entity}, all of the above at once.
	 */
	private final @Nullable MethodHandle whole;

	private final boolean direct;

	/** Whether associations are part of the id. */
	private final boolean idOfAssociations;

	InstanceFactory(EntityPersister persister, PartList parts) {
		this.persister = persister;
		this.idOfAssociations = !IdColumns.associations(persister).isEmpty();
		try {
			this.constructor = constructor(persister);
			this.attributes = attributes(persister, parts);
			this.id = (persister.getIdentifierMapping() instanceof SingleAttributeIdentifierMapping single)
					? setter(single.getPropertyAccess()) : null;
			this.whole = (this.id != null) ? whole(this.constructor, this.id, this.attributes) : null;
			this.direct = this.id != null && isDirect(persister);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException("No copies of %s can be made".formatted(persister.getEntityName()), ex);
		}
	}

	private static MethodHandle constructor(EntityPersister persister) throws ReflectiveOperationException {
		MethodHandle handle = declaredConstructor(persister);
		if (handle == null) {
			handle = LOOKUP.bind(persister.getRepresentationStrategy().getInstantiator(), "instantiate",
					MethodType.methodType(Object.class));
		}
		return handle.asType(MethodType.methodType(Object.class));
	}

	private static @Nullable MethodHandle declaredConstructor(EntityPersister persister) {
		if (persister.getBytecodeEnhancementMetadata().isEnhancedForLazyLoading()) {
			return null;
		}
		try {
			Constructor<?> declared = persister.getMappedClass().getDeclaredConstructor();
			declared.setAccessible(true);
			return LOOKUP.unreflectConstructor(declared);
		}
		// A module may be open to the persistence provider only.
		catch (ReflectiveOperationException | RuntimeException ex) {
			return null;
		}
	}

	private static MethodHandle attributes(EntityPersister persister, PartList parts)
			throws ReflectiveOperationException {
		List<MethodHandle> steps = new ArrayList<>();
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			if (parts.part(i) != SyntheticPart.INSTANCE) {
				MethodHandle element = MethodHandles.insertArguments(MethodHandles.arrayElementGetter(Object[].class),
						1, i);
				MethodHandle setter = setter(persister.getAttributeMapping(i).getPropertyAccess());
				steps.add(MethodHandles.filterArguments(setter, 1, element));
			}
		}
		return PartBytes.inOrder(steps, MethodType.methodType(void.class, Object.class, Object[].class));
	}

	private static MethodHandle whole(MethodHandle constructor, MethodHandle id, MethodHandle attributes) {
		// Each step gets the entity, the id and the values, and the last one returns the
		// first.
		MethodHandle entity = MethodHandles.dropArguments(MethodHandles.identity(Object.class), 1, Object.class,
				Object[].class);
		MethodHandle filled = MethodHandles.foldArguments(entity,
				MethodHandles.dropArguments(attributes, 1, Object.class));
		filled = MethodHandles.foldArguments(filled, MethodHandles.dropArguments(id, 2, Object[].class));
		return MethodHandles.foldArguments(filled, constructor);
	}

	// Fields take every value of their type; a setter may not.
	private static boolean isDirect(EntityPersister persister) {
		boolean fields = persister.getIdentifierMapping() instanceof SingleAttributeIdentifierMapping single
				&& isField(single.getPropertyAccess());
		for (int i = 0; i < persister.getNumberOfAttributeMappings(); i++) {
			fields = fields && isField(persister.getAttributeMapping(i).getPropertyAccess());
		}
		return fields;
	}

	private static boolean isField(PropertyAccess access) {
		return access.getSetter() != null && access.getSetter().getClass() == SetterFieldImpl.class;
	}

	private static MethodHandle setter(PropertyAccess access) throws ReflectiveOperationException {
		Setter setter = Objects.requireNonNull(access.getSetter(), "a persistent attribute has no setter");
		MethodHandle handle = directSetter(setter);
		if (handle == null) {
			handle = LOOKUP.bind(setter, "set", SETTER);
		}
		return handle.asType(SETTER);
	}

	private static @Nullable MethodHandle directSetter(Setter setter) {
		try {
			if (setter.getClass() == SetterFieldImpl.class) {
				return LOOKUP.unreflectSetter(((SetterFieldImpl) setter).getField());
			}
			return (setter.getClass() == SetterMethodImpl.class && setter.getMethod() != null)
					? LOOKUP.unreflect(setter.getMethod()) : null;
		}
		catch (IllegalAccessException ex) {
			return null;
		}
	}

	/** Whether every value of the attributes' types can be set. */
	boolean isDirect() {
		return this.direct;
	}

	/** An entity with these values. */
	Object create(Object id, @Nullable Object[] values) {
		if (this.whole == null) {
			Object entity = create();
			fill(entity, id, values);
			return entity;
		}
		try {
			return (Object) this.whole.invokeExact(id, values);
		}
		catch (Throwable ex) {
			throw rethrow(ex);
		}
	}

	/** An entity that nobody knows yet. */
	Object create() {
		try {
			return (Object) this.constructor.invokeExact();
		}
		catch (Throwable ex) {
			throw rethrow(ex);
		}
	}

	void fill(Object entity, Object id, @Nullable Object[] values) {
		try {
			if (this.id != null) {
				this.id.invokeExact(entity, id);
			}
			else {
				setId(entity, id);
			}
			this.attributes.invokeExact(entity, values);
		}
		catch (Throwable ex) {
			throw rethrow(ex);
		}
	}

	private void setId(Object entity, Object id) {
		if (!this.idOfAssociations) {
			this.persister.getIdentifierMapping().setIdentifier(entity, id, null);
			return;
		}
		// The persistence provider would ask a session for the targets.
		NonAggregatedIdentifierMapping virtual = (NonAggregatedIdentifierMapping) this.persister.getIdentifierMapping();
		virtual.getMappedIdEmbeddableTypeDescriptor().forEachAttributeMapping((part) -> {
			AttributeMapping attribute = virtual.getVirtualIdEmbeddable().findAttributeMapping(part.getAttributeName());
			Object value = part.getValue(id);
			attribute.setValue(entity, (attribute instanceof ToOneAttributeMapping association)
					? association.getEntityMappingType().getEntityPersister().createProxy(value, null) : value);
		});
	}

	/** What a constructor or setter of the application throws. */
	static RuntimeException rethrow(Throwable ex) {
		if (ex instanceof Error error) {
			throw error;
		}
		return (ex instanceof RuntimeException failure) ? failure : new IllegalStateException(ex);
	}

}
