package io.entitycache.jpa;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import org.hibernate.Hibernate;
import org.hibernate.Session;
import org.hibernate.graph.Graph;
import org.hibernate.graph.RootGraph;
import org.hibernate.graph.SubGraph;
import org.hibernate.metamodel.mapping.EntityIdentifierMapping;
import org.hibernate.persister.entity.EntityPersister;
import org.jspecify.annotations.Nullable;

/**
 * Turns the entities of one type into attribute state and back, in memory and in bytes.
 * Subclasses of the entity are part of it. Safe for use by several threads.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public final class EntityMapping<T, ID> {

	private final Class<T> entityType;

	private final EntityPersister persister;

	private final Map<Class<?>, EntityShape> shapes = new HashMap<>();

	private final EntityShape anyShape;

	private final ReadColumns columns;

	private final List<Association> associations;

	private final List<Dependency> dependencies;

	private final List<String> notCached;

	private final MappedAttributes attributes;

	private final UniqueAttributes uniqueAttributes;

	private final UniqueIndexes uniqueIndexes;

	private final Set<String> tables;

	private final KeyColumns keyColumns;

	private volatile @Nullable KeyCodec<ID> idCodec;

	private final StatePart id;

	private final ValueCodec<EntityState> stateCodec;

	EntityMapping(Class<T> entityType, EntityPersister persister, List<EntityShape> shapes,
			List<Association> associations, List<Dependency> dependencies, List<String> notCached,
			UniqueIndexes uniqueIndexes, KeyColumns keyColumns) {
		this.entityType = entityType;
		this.persister = persister;
		shapes.forEach((shape) -> this.shapes.put(shape.entityType(), shape));
		this.anyShape = shapes.get(0);
		this.columns = new ReadColumns(persister, shapes);

		this.associations = associations;
		this.dependencies = dependencies;
		this.notCached = notCached;
		this.id = shapes.get(0).id();
		this.attributes = new MappedAttributes(persister, shapes.get(0), keyColumns);
		this.uniqueAttributes = new UniqueAttributes(persister, uniqueIndexes);
		this.uniqueIndexes = uniqueIndexes;
		this.keyColumns = keyColumns;
		this.tables = MappedTables.of(persister);
		this.stateCodec = new EntityStateCodec(shapes, this::isIdOf);
	}

	/** The entity's type. */
	public Class<T> entityType() {
		return this.entityType;
	}

	/** The type of the id; of a primitive one, its wrapper. */
	@SuppressWarnings("unchecked")
	public Class<ID> idType() {
		return (Class<ID>) MappedAttributes.idType(this.persister);
	}

	/** The entity's name. */
	public String entityName() {
		return this.persister.getEntityName();
	}

	/** The name that queries know the entity by. */
	public String queryName() {
		return this.persister.getFactory().getJpaMetamodel().entity(this.entityType).getName();
	}

	/** The name of the root of the entity's hierarchy. */
	public String rootEntityName() {
		return this.persister.getRootEntityName();
	}

	/**
	 * Lower-case names, without schema, of every table whose rows are part of the state.
	 */
	public Set<String> tables() {
		return this.tables;
	}

	/**
	 * One sentence for each thing that a copy made from a state alone does not have;
	 * associations tell of themselves.
	 */
	public List<String> notCached() {
		return this.notCached;
	}

	/** The associations with other entities. */
	public List<Association> associations() {
		return this.associations;
	}

	/** What else than the entity's own rows its state is made of. */
	public List<Dependency> dependencies() {
		return this.dependencies;
	}

	/** The attributes by which entities of this type could be found. */
	public Set<String> attributeNames() {
		return this.attributes.names();
	}

	/**
	 * Whether the attribute alone is unique, as the mapping says or else the database,
	 * which is asked for its unique indexes then.
	 */
	public boolean isUnique(String attribute) {
		return this.uniqueAttributes.contains(attribute) || this.uniqueAttributes.isIndexed(attribute);
	}

	/**
	 * Why the database could not be asked for its unique indexes, {@code null} if it
	 * could or was not asked.
	 */
	public @Nullable String uniqueIndexFailure() {
		return this.uniqueIndexes.failure();
	}

	/**
	 * The text form of ids.
	 * @throws IllegalArgumentException if what was declared of how the database compares
	 * them is not so
	 */
	public KeyCodec<ID> idCodec() {
		KeyCodec<ID> codec = this.idCodec;
		if (codec == null) {
			EntityIdentifierMapping identifier = this.persister.getIdentifierMapping();
			TextForm text = this.keyColumns.textOf(identifier.getAttributeName(), this.id, identifier);
			codec = new TextKeyCodec<>("the id of " + entityName(), idType()::isInstance, MappedAttributes.text(text));
			this.idCodec = codec;
		}
		return codec;
	}

	/**
	 * Whether this is the id under which a row is to be kept: the one that the database
	 * has given it, or the one that stands for all that are known to be equal to it.
	 */
	public boolean isKeptUnder(ID key, EntityState state) {
		ID own = idOf(state);
		return isCollectionKeptUnder(own) && idCodec().canonical(own).equals(key);
	}

	/**
	 * Whether what goes by an owner's id may be kept under it: where equal ids are known,
	 * each must be sure, and where they are not, each change is one of the whole region.
	 */
	public boolean isCollectionKeptUnder(ID key) {
		KeyCodec<ID> ids = idCodec();
		return ids.isExact() || !isIdKnown() || ids.isNamed(key);
	}

	/** The name of the id's attribute, a description if there are several. */
	public String idAttribute() {
		String name = this.persister.getIdentifierMapping().getAttributeName();
		return (name != null) ? name : "the id";
	}

	/** Whether it is known which ids the database takes for equal. */
	public boolean isIdKnown() {
		return MappedAttributes.equality(idCodec()) != TextEquality.UNKNOWN;
	}

	/** Whether it is known which values of a key the database takes for equal. */
	public boolean isAttributeKnown(String attribute) {
		return MappedAttributes.equality(keyCodec(attribute)) != TextEquality.UNKNOWN;
	}

	/** Whether the database may take two ids for equal. */
	@SuppressWarnings("unchecked")
	boolean mayBeSame(Object one, Object other) {
		KeyCodec<ID> ids = idCodec();
		if (ids.isExact()) {
			return one.equals(other);
		}
		return !ids.isNamed((ID) one) || !ids.isNamed((ID) other)
				|| ids.canonical((ID) one).equals(ids.canonical((ID) other));
	}

	/**
	 * As {@link #nameOf}, of a row that was inserted: where no equality of ids is known
	 * no absence is remembered, so that nothing can be known of it under other forms.
	 */
	@SuppressWarnings("unchecked")
	String nameOfInserted(Object id) {
		return isIdKnown() ? nameOf(id) : idCodec().encode((ID) id);
	}

	/**
	 * The text under which a change of the row with this id, whichever of its forms, is
	 * announced.
	 * @throws IllegalArgumentException if the row may be known under another one
	 */
	@SuppressWarnings("unchecked")
	String nameOf(Object id) {
		if (!idCodec().isNamed((ID) id)) {
			throw new IllegalArgumentException("The row may be known under another form of its id");
		}
		return idCodec().encode((ID) id);
	}

	/**
	 * The text form of the attribute's values. For a to-one association a value is the id
	 * of the target; the target itself is understood too.
	 * @throws IllegalArgumentException if there is no such attribute, or its values have
	 * no text form
	 */
	public KeyCodec<Object> keyCodec(String attribute) {
		return this.attributes.keyCodec(attribute);
	}

	/** The byte form of states. */
	public ValueCodec<EntityState> stateCodec() {
		return this.stateCodec;
	}

	// Ids without an equality of their own, or in another form, have the same text.
	@SuppressWarnings("unchecked")
	private boolean isIdOf(Object id, EntityState state) {
		return id.equals(state.id()) || idCodec().encode((ID) id).equals(idCodec().encode(idOf(state)));
	}

	/**
	 * A fresh detached entity that shares nothing mutable with the state. The
	 * {@code @PostLoad} callbacks of the application have run on it.
	 */
	public T materialize(EntityState state) {
		return this.entityType.cast(state.shape().materialize(state));
	}

	/**
	 * The state that an entity has now, with all that the application did to it. Element
	 * collections that are not loaded yet are loaded, which takes the entity's session to
	 * be open.
	 */
	public EntityState stateOf(Object entity) {
		// A mapped class is never a proxy class.
		EntityShape exact = this.shapes.get(entity.getClass());
		return (exact != null) ? exact.dehydrate(entity) : stateOfOther(Hibernate.unproxy(entity));
	}

	private EntityState stateOfOther(Object loaded) {
		EntityShape shape = shapeOf(loaded.getClass());
		if (shape == null) {
			throw new IllegalArgumentException("%s is not a %s".formatted(loaded.getClass().getName(), entityName()));
		}
		return shape.dehydrate(loaded);
	}

	/**
	 * The shape of the class's instances, {@code null} if they are not of this entity.
	 */
	@Nullable EntityShape shapeOf(Class<?> entityClass) {
		for (Class<?> type = entityClass; type != null; type = type.getSuperclass()) {
			EntityShape shape = this.shapes.get(type);
			if (shape != null) {
				return shape;
			}
		}
		return null;
	}

	/** The state of the row of an entity that this session has loaded. */
	EntityState stateOf(Session session, Object entity) {
		return LoadedRows.stateOf(this, session, Hibernate.unproxy(entity), null);
	}

	/**
	 * As {@link #stateOf(Session, Object)}, of an entity beside which columns were read.
	 * @param row the entity and the columns
	 */
	EntityState stateOf(Session session, Object entity, @Nullable Object[] row) {
		return LoadedRows.stateOf(this, session, Hibernate.unproxy(entity), row);
	}

	/** What is read beside the entities. */
	ReadColumns columns() {
		return this.columns;
	}

	/** Whether a row says more than its entity. */
	boolean hasColumns() {
		return !this.columns.isEmpty();
	}

	/**
	 * The same state with this id, which is in memory once then, if it is the same one.
	 * @param id the entity's id, which nobody changes
	 */
	EntityState withId(EntityState state, Object id) {
		return (id != state.id() && id.equals(state.id())) ? state.shape().withId(state, id) : state;
	}

	/**
	 * Whether the state is that of the row, so that it can be kept. The state of an
	 * entity is not, if load callbacks of the application may have changed it, or if it
	 * does not say what the columns have.
	 */
	public boolean isRow(EntityState state) {
		return !state.isOfInstance() || !state.shape().hasCallbacks() && !hasColumns();
	}

	/** A copy of the state's id that the caller may keep. */
	@SuppressWarnings("unchecked")
	public ID idOf(EntityState state) {
		return copyId((ID) state.id());
	}

	/**
	 * A copy of the attribute's value; the target's id for a to-one association.
	 * @throws IllegalArgumentException if there is no such attribute
	 */
	public @Nullable Object attribute(EntityState state, String attribute) {
		StatePart part = this.attributes.part(attribute);
		return MappedAttributes.value(part, state.values()[state.shape().position(attribute)]);
	}

	/**
	 * Whether the attribute has this value, which is canonical; for a to-one association,
	 * whether the value is the target's id.
	 * @throws IllegalArgumentException if there is no such attribute
	 */
	public boolean hasValue(EntityState state, String attribute, Object value) {
		StatePart part = this.attributes.part(attribute);
		Object held = state.values()[state.shape().position(attribute)];
		KeyCodec<Object> codec = this.attributes.keyCodec(attribute);
		if (!codec.isExact()) {
			Object own = MappedAttributes.value(part, held);
			return own != null && codec.canonical(own).equals(value);
		}
		// A value that nobody can change is held as it is.
		return (part.isImmutable() && !(part instanceof ReferencePart)) ? value.equals(held)
				: value.equals(MappedAttributes.value(part, held));
	}

	/** The id itself if nobody can change it, else a copy. */
	@SuppressWarnings("unchecked")
	public ID copyId(ID id) {
		return (ID) this.anyShape.copyId(id);
	}

	Collection<EntityShape> shapes() {
		return this.shapes.values();
	}

	/**
	 * Whether a load by the persistence provider's own rules reads rows that are no part
	 * of the state, and more of them than a join with a single row gives.
	 */
	boolean loadsMoreThanItself() {
		return this.associations.stream()
			.anyMatch((association) -> association.isEager() && association.isWide() || association.isJoined());
	}

	/** What a load of rows alone reads. */
	RootGraph<T> rows(Session session) {
		RootGraph<T> graph = session.createEntityGraph(this.entityType);
		restrict(graph);
		return graph;
	}

	/**
	 * Has a load read the row of an entity, and nothing else. Where the row alone does
	 * not say whether there is something at the other end of an association, the
	 * persistence provider would make a statement for each row to find out: it comes
	 * along.
	 */
	void restrict(Graph<?> graph) {
		eagerNames().forEach(graph::removeAttributeNode);
		this.associations.stream()
			.filter((association) -> association.isJoined()
					&& this.persister.findAttributeMapping(association.name()) != null)
			.forEach((association) -> {
				SubGraph<?> other = graph.addSubgraph(association.name());
				association.eagerNamesOfTarget().forEach(other::removeAttributeNode);
			});
	}

	/**
	 * The EAGER associations of the entity itself, not those that only subclasses have.
	 */
	List<String> eagerNames() {
		return this.associations.stream()
			.filter(Association::isEager)
			.map(Association::name)
			.filter((name) -> this.persister.findAttributeMapping(name) != null)
			.toList();
	}

	EntityPersister persister() {
		return this.persister;
	}

	MappedAttributes attributes() {
		return this.attributes;
	}

}
