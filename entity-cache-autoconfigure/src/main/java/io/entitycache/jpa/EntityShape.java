package io.entitycache.jpa;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import org.hibernate.LazyInitializationException;
import org.hibernate.jpa.event.spi.CallbackRegistry;
import org.hibernate.jpa.event.spi.CallbackType;
import org.hibernate.metamodel.mapping.EntityVersionMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/** How the state of one concrete entity class is laid out. */
final class EntityShape {

	private final EntityPersister persister;

	private final int index;

	private final StatePart id;

	private final PartList attributes;

	private final InstanceFactory instances;

	private final AttributeReader reader;

	/** Whether an entity can be made of every state that can be read. */
	private final boolean certain;

	private final LeanValues lean;

	/** {@code null} if the application has none for this class. */
	private final @Nullable CallbackRegistry callbacks;

	private final int versionIndex;

	private final Map<String, Integer> positions = new HashMap<>();

	/** By its position, the position of the attribute that a collection is keyed by. */
	private final Map<Integer, Integer> keys = new HashMap<>();

	EntityShape(EntityPersister persister, int index, StatePart id, PartList attributes) {
		this.persister = persister;
		this.index = index;
		this.id = id;
		this.attributes = attributes;
		this.instances = new InstanceFactory(persister, attributes);
		this.reader = new AttributeReader(persister);
		this.certain = this.instances.isDirect() && attributes.areExact() && id.isImmutable() && id.form().isExact();
		this.lean = new LeanValues(attributes.names().size());
		CallbackRegistry registry = persister.getFactory().getEventEngine().getCallbackRegistry();
		this.callbacks = registry.hasRegisteredCallbacks(entityType(), CallbackType.POST_LOAD) ? registry : null;
		EntityVersionMapping version = persister.getVersionMapping();
		this.versionIndex = (version != null) ? version.getVersionAttribute().getStateArrayPosition() : -1;
		for (int i = 0; i < attributes.names().size(); i++) {
			this.positions.put(attributes.names().get(i), i);
		}
		for (int i = 0; i < attributes.names().size(); i++) {
			String key = (attributes.part(i) instanceof UnloadedPart collection) ? collection.keyAttribute() : null;
			Integer position = (key != null) ? this.positions.get(key) : null;
			if (position != null) {
				this.keys.put(i, position);
			}
		}
	}

	String entityName() {
		return this.persister.getEntityName();
	}

	Class<?> entityType() {
		return this.persister.getMappedClass();
	}

	EntityPersister persister() {
		return this.persister;
	}

	int index() {
		return this.index;
	}

	int versionIndex() {
		return this.versionIndex;
	}

	StatePart id() {
		return this.id;
	}

	PartList attributes() {
		return this.attributes;
	}

	/** The position of the attribute's value, -1 if there is no such attribute. */
	int position(String attribute) {
		return this.positions.getOrDefault(attribute, -1);
	}

	/** What the entity has now, whatever the application has done to it. */
	EntityState dehydrate(Object entity) {
		return newState(idOf(entity), this.attributes.dehydrated(this.reader.read(entity)),
				/* ofInstance= */ true);
	}

	/**
	 * What the row of a loaded entity has.
	 * @param states the first half of the states, as {@link PartList#rowDehydratedEarly}
	 * @param columns what is read beside the entity
	 * @param row the entity and the values of those columns, if there are any
	 */
	EntityState ofRow(Object entity, @Nullable Object[] states, ReadColumns columns,
			@Nullable Object @Nullable [] row) {
		this.attributes.rowDehydratedLate(states);
		if (row != null) {
			columns.put(this, states, row);
		}
		return newState(idOf(entity), states, /* ofInstance= */ false);
	}

	private Object idOf(Object entity) {
		return copyId(Objects.requireNonNull(this.reader.readId(entity), "the entity has no id"));
	}

	/** The state of a row with these values, in the order of the metamodel. */
	EntityState ofRow(Object id, @Nullable Object[] values) {
		return newState(copyId(id), this.attributes.dehydrated(values.clone()),
				/* ofInstance= */ false);
	}

	private EntityState newState(Object id, @Nullable Object[] values, boolean ofInstance) {
		return new EntityState(this, id, this.lean.lean(values), ofInstance);
	}

	/** The same state with this id, which is equal to its own. */
	EntityState withId(EntityState state, Object id) {
		return new EntityState(this, id, state.values(), state.isOfInstance());
	}

	/** A copy as a load gives it, after the callbacks of the application. */
	Object materialize(EntityState state) {
		Object entity = hydrate(state);
		if (this.callbacks != null) {
			runCallbacks(entity);
			if (state.isOfInstance()) {
				Object id = copyId(state.id());
				fill(entity, id, valuesOf(state, entity, id));
			}
		}
		return entity;
	}

	/** Whether the application has load callbacks for this class. */
	boolean hasCallbacks() {
		return this.callbacks != null;
	}

	/**
	 * Runs the load callbacks of the application: of the entity, its superclasses and its
	 * listeners.
	 * @param entity a copy that is complete
	 */
	void runCallbacks(Object entity) {
		if (this.callbacks != null) {
			try {
				this.callbacks.postLoad(entity);
			}
			catch (LazyInitializationException ex) {
				throw new IllegalStateException(
						("A @PostLoad callback of %s uses an association that its cached copies do not have; "
								+ "name it in the 'include' of the cache: %s")
							.formatted(entityName(), ex.getMessage()),
						ex);
			}
		}
	}

	private Object hydrate(EntityState state) {
		if (this.attributes.areImmutable() && this.id.isImmutable()) {
			return this.instances.create(state.id(), state.values());
		}
		Object entity = create();
		Object id = copyId(state.id());
		fill(entity, id, valuesOf(state, entity, id));
		return entity;
	}

	/**
	 * Makes sure that an entity can be made of a state that was read.
	 * @throws RuntimeException of any kind if it cannot
	 */
	void require(EntityState state) {
		if (!this.certain) {
			hydrate(state);
		}
	}

	/** The first of three steps to an entity: an instance that nobody knows yet. */
	Object create() {
		return this.instances.create();
	}

	/** The second step: its values. */
	@Nullable Object[] valuesOf(EntityState state, Object entity, Object id) {
		@Nullable Object[] values = this.attributes.hydrate(state.values(), entity, id);
		this.keys.forEach((collection, key) -> {
			if (state.values()[key] == null) {
				// Of a row without the key the persistence provider makes no collection.
				values[collection] = null;
			}
		});
		return values;
	}

	/** The last step. */
	void fill(Object entity, Object id, @Nullable Object[] values) {
		this.instances.fill(entity, id, values);
	}

	Object copyId(Object id) {
		return this.id.isImmutable() ? id : present(this.id.hydrate(this.id.dehydrate(id), null, null));
	}

	void write(EntityState state, ByteSink out) {
		out.writeUnsigned(this.index);
		this.id.write(present(this.id.dehydrate(state.id())), out);
		this.attributes.write(state.values(), out);
	}

	/** Reads what {@link #write} wrote after the index. */
	EntityState read(ByteSource in) {
		Object id = present(this.id.hydrate(this.id.read(in), null, null));
		return new EntityState(this, id, this.attributes.read(in), /* ofInstance= */ false);
	}

	private static Object present(@Nullable Object id) {
		if (id == null) {
			throw new IllegalArgumentException("The id is missing");
		}
		return id;
	}

	String describe() {
		return entityName() + this.id.describe() + this.attributes.describe();
	}

}
