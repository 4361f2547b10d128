package io.entitycache.jpa;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The immutable attribute state of one row: values in the order of the metamodel,
 * embeddables and element collections as nested arrays, to-one associations as the id of
 * their target, associations to many as nothing. It holds no entity, proxy or persistent
 * collection, and nothing that a caller ever gets a reference to.
 */
public final class EntityState {

	private final EntityShape shape;

	private final Object id;

	private final @Nullable Object[] values;

	private final boolean ofInstance;

	// As callers get it, so that a hit allocates nothing.
	private volatile @Nullable Optional<?> shared;

	/**
	 * Creates a state.
	 * @param ofInstance whether it is that of an entity after the application has had it,
	 * and not that of a row
	 */
	EntityState(EntityShape shape, Object id, @Nullable Object[] values, boolean ofInstance) {
		this.shape = shape;
		this.id = id;
		this.values = values;
		this.ofInstance = ofInstance;
	}

	/** The name of the concrete entity, which may be a subclass of the mapped one. */
	public String entityName() {
		return this.shape.entityName();
	}

	/** The row's id; not to be changed nor handed out, see {@link EntityMapping#idOf}. */
	public Object id() {
		return this.id;
	}

	/** The row's {@code @Version}, {@code null} if the entity has none. */
	public @Nullable Object version() {
		int index = this.shape.versionIndex();
		return (index >= 0) ? value(index) : null;
	}

	/** The value of a basic attribute that nobody can change. */
	@Nullable Object value(int index) {
		Object state = this.values[index];
		return (state instanceof ColumnValue column) ? column.value() : state;
	}

	/**
	 * The one instance that all callers share, made by the first who asks. Two threads
	 * that ask at the same time may get two instances the first time.
	 * @param factory makes the instance
	 * @param <T> the entity's type
	 */
	@SuppressWarnings("unchecked")
	public <T> Optional<T> sharedInstance(Function<EntityState, T> factory) {
		Optional<?> instance = this.shared;
		if (instance == null) {
			instance = Optional.of(factory.apply(this));
			this.shared = instance;
		}
		return (Optional<T>) instance;
	}

	/**
	 * Whether the load callbacks of the application have had the values already. They run
	 * on the copy too, for what is not persistent, and must not change these once more.
	 */
	boolean isOfInstance() {
		return this.ofInstance;
	}

	EntityShape shape() {
		return this.shape;
	}

	@Nullable Object[] values() {
		return this.values;
	}

	@Override
	public boolean equals(@Nullable Object other) {
		return other instanceof EntityState that && this.entityName().equals(that.entityName())
				&& this.id.equals(that.id) && Arrays.deepEquals(this.values, that.values);
	}

	@Override
	public int hashCode() {
		return this.id.hashCode();
	}

	@Override
	public String toString() {
		return entityName() + " state";
	}

}
