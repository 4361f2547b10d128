package io.entitycache.jpa;

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
 */
record ReferencePart(EntityPersister target, StatePart targetId) implements StatePart {

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
		return (state != null) ? this.target.createProxy(this.targetId.hydrate(state, null, null), null) : null;
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
		TextForm ids = this.targetId.text();
		return (ids != null) ? new StandardText((value) -> ids.print(key(value)), ids::parse) : null;
	}

	/** The id that stands for a value, which may be the id itself. */
	Object key(Object value) {
		Object id = this.target.getMappedClass().isInstance(value) ? idOf(value) : value;
		if (id == null) {
			throw new IllegalArgumentException("An entity without an id is no key");
		}
		return id;
	}

}
