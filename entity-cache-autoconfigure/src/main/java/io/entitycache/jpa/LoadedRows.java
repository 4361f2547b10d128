package io.entitycache.jpa;

import java.util.IdentityHashMap;
import java.util.Map;

import org.hibernate.Interceptor;
import org.hibernate.Session;
import org.hibernate.Transaction;
import org.hibernate.boot.spi.SessionFactoryOptions;
import org.hibernate.engine.spi.SessionImplementor;
import org.hibernate.internal.EmptyInterceptor;
import org.hibernate.metamodel.spi.EntityRepresentationStrategy;
import org.hibernate.type.Type;
import org.jspecify.annotations.Nullable;

/**
 * The rows that one session loads, as the database answers. They are taken before the
 * entities have their values, because the application's setters, getters and load
 * callbacks may change what an entity has: these changes are made again on each copy. The
 * interceptor of the application, if there is one, runs before. Used by one thread.
 */
final class LoadedRows implements Interceptor {

	private static final Interceptor NONE = new Interceptor() {
	};

	private final EntityMapping<?, ?> mapping;

	private final Interceptor ofApplication;

	private final Map<Object, Row> rows = new IdentityHashMap<>();

	private LoadedRows(EntityMapping<?, ?> mapping, Interceptor ofApplication) {
		this.mapping = mapping;
		this.ofApplication = ofApplication;
	}

	/** For a new session that loads entities of this mapping. */
	static LoadedRows of(EntityMapping<?, ?> mapping, SessionFactoryOptions options) {
		Interceptor ofFactory = options.getInterceptor();
		if (ofFactory != null && ofFactory != EmptyInterceptor.INSTANCE) {
			return new LoadedRows(mapping, ofFactory);
		}
		var ofSession = options.getStatelessInterceptorImplementorSupplier();
		return new LoadedRows(mapping, (ofSession != null) ? ofSession.get() : NONE);
	}

	/**
	 * The state of an entity that a session has loaded; of a session that is not one of
	 * the cache's own, the state that the entity has now.
	 * @param columns the entity and the columns that were read beside it, if there are
	 * any
	 */
	static EntityState stateOf(EntityMapping<?, ?> mapping, Session session, Object entity,
			@Nullable Object @Nullable [] columns) {
		Row row = (((SessionImplementor) session).getInterceptor() instanceof LoadedRows loaded)
				? loaded.rows.get(entity) : null;
		return (row != null) ? row.of(entity, mapping.columns(), columns) : mapping.stateOf(entity);
	}

	@Override
	public boolean onLoad(Object entity, Object id, @Nullable Object[] state, String[] names, Type[] types) {
		boolean changed = this.ofApplication.onLoad(entity, id, state, names, types);
		EntityShape shape = this.mapping.shapeOf(entity.getClass());
		if (shape != null) {
			this.rows.put(entity, new Row(shape, shape.attributes().rowDehydratedEarly(state.clone())));
		}
		return changed;
	}

	@Override
	public @Nullable Object instantiate(String entityName, EntityRepresentationStrategy strategy, Object id) {
		return this.ofApplication.instantiate(entityName, strategy, id);
	}

	@Override
	public @Nullable String getEntityName(Object object) {
		return this.ofApplication.getEntityName(object);
	}

	@Override
	public @Nullable Object getEntity(String entityName, Object id) {
		return this.ofApplication.getEntity(entityName, id);
	}

	@Override
	public @Nullable Boolean isTransient(Object entity) {
		return this.ofApplication.isTransient(entity);
	}

	@Override
	public void afterTransactionBegin(Transaction transaction) {
		this.ofApplication.afterTransactionBegin(transaction);
	}

	@Override
	public void beforeTransactionCompletion(Transaction transaction) {
		this.ofApplication.beforeTransactionCompletion(transaction);
	}

	@Override
	public void afterTransactionCompletion(Transaction transaction) {
		this.ofApplication.afterTransactionCompletion(transaction);
	}

	/** A row; its state is completed when it is asked for. */
	private static final class Row {

		private final EntityShape shape;

		private final @Nullable Object[] states;

		private @Nullable EntityState complete;

		/**
		 * Creates a row.
		 * @param states without those that take further statements
		 */
		private Row(EntityShape shape, @Nullable Object[] states) {
			this.shape = shape;
			this.states = states;
		}

		private EntityState of(Object entity, ReadColumns columns, @Nullable Object @Nullable [] row) {
			EntityState state = this.complete;
			if (state == null) {
				if (row == null && !columns.isEmpty()) {
					throw new IllegalStateException(
							"%s was read without its columns".formatted(this.shape.entityName()));
				}
				state = this.shape.ofRow(entity, this.states, columns, row);
				this.complete = state;
			}
			return state;
		}

	}

}
