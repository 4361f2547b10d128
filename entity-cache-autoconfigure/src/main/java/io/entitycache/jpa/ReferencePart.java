package io.entitycache.jpa;

import java.lang.reflect.Modifier;
import java.util.Iterator;

import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.proxy.HibernateProxy;
import org.hibernate.proxy.LazyInitializer;
import org.jspecify.annotations.Nullable;

/**
 * A to-one association, as the id of its target. It comes back as a reference that
 * carries the id and belongs to no session.
 *
 * @param target the target
 * @param targetId the target's id
 * @param hasReferences whether there are such references to the target: if not, nothing
 * comes back
 * @param isCertain whether the row alone says what the target is
 */
record ReferencePart(EntityPersister target, StatePart targetId, boolean hasReferences,
		boolean isCertain) implements StatePart {

	/** The target of an association that only needs its id. */
	ReferencePart(EntityPersister target, StatePart targetId) {
		this(target, targetId, canBeReferred(target), /* isCertain= */ true);
	}

	/**
	 * Whether there are references to the entity that know its id and nothing else. There
	 * are none of a final class, or one without a constructor for subclasses.
	 */
	static boolean canBeReferred(EntityPersister target) {
		if (target.isConcreteProxy() || target.getRepresentationStrategy().getProxyFactory() == null
				|| Modifier.isFinal(target.getMappedClass().getModifiers())) {
			return false;
		}
		try {
			target.createProxy(null, null);
			return true;
		}
		catch (RuntimeException ex) {
			return false;
		}
	}

	@Override
	public @Nullable Object dehydrate(Object value) {
		Object id = idOf(value);
		return (id != null) ? this.targetId.dehydrate(id) : null;
	}

	private @Nullable Object idOf(Object value) {
		LazyInitializer proxy = HibernateProxy.extractLazyInitializer(value);
		return (proxy != null) ? proxy.getInternalIdentifier() : this.target.getIdentifier(value);
	}

	@Override
	public @Nullable Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		return (state != null && this.hasReferences)
				? this.target.createProxy(this.targetId.hydrate(state, null, null), null) : null;
	}

	@Override
	public void write(Object value, ByteSink out) {
		this.targetId.write(value, out);
	}

	@Override
	public Object read(ByteSource in) {
		return this.targetId.read(in);
	}

	@Override
	public String describe() {
		return "reference to " + this.target.getEntityName() + ' ' + this.targetId.describe();
	}

	/** Understands the target as well as its id; a text always means the id. */
	@Override
	public @Nullable TextForm text() {
		return text(this.targetId.text());
	}

	@Override
	public @Nullable TextForm keyText(Iterator<ColumnEquality> columns) {
		return text(this.targetId.keyText(columns));
	}

	private @Nullable TextForm text(@Nullable TextForm ids) {
		return (ids != null) ? new ReferenceText(this, ids) : null;
	}

	/** The id that stands for a value, which may be the id itself. */
	Object key(Object value) {
		Object id = this.target.getMappedClass().isInstance(value) ? idOf(value) : value;
		if (id == null) {
			throw new IllegalArgumentException("An entity without an id is no key");
		}
		return id;
	}

	/**
	 * The text of the id, for the id and for the target itself.
	 *
	 * @param reference the association
	 * @param ids the text form of ids
	 */
	private record ReferenceText(ReferencePart reference, TextForm ids) implements TextForm {

		@Override
		public String print(Object value) {
			return this.ids.print(this.reference.key(value));
		}

		@Override
		public Object parse(String text) {
			return this.ids.parse(text);
		}

		@Override
		public TextEquality equality() {
			return this.ids.equality();
		}

		@Override
		public boolean isCertain(Object value) {
			return this.ids.isCertain(this.reference.key(value));
		}

	}

}
