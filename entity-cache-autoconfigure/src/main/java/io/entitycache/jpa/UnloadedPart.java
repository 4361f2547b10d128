package io.entitycache.jpa;

import org.hibernate.metamodel.mapping.ModelPart;
import org.hibernate.persister.collection.CollectionPersister;
import org.jspecify.annotations.Nullable;

/**
 * An association to many, of which nothing is kept. It comes back as uninitialized as
 * that of any detached entity, so that a merge leaves it alone.
 *
 * @param kind the kind of collection
 * @param persister the collection
 */
record UnloadedPart(CollectionKind kind, CollectionPersister persister) implements StatePart {

	/** The attribute that its rows refer to, {@code null} if that is the owner's id. */
	@Nullable String keyAttribute() {
		ModelPart key = this.persister.getAttributeMapping().getKeyDescriptor().getTargetPart();
		return key.isEntityIdentifierMapping() ? null : key.getPartName();
	}

	@Override
	public @Nullable Object dehydrate(Object value) {
		return null;
	}

	@Override
	public Object hydrate(@Nullable Object state, @Nullable Object owner, @Nullable Object id) {
		return this.kind.create(this.persister, owner, id);
	}

	@Override
	public void write(Object value, ByteSink out) {
		throw new IllegalStateException("An association to many has no state");
	}

	@Override
	public Object read(ByteSource in) {
		throw new IllegalArgumentException("An association to many has no state");
	}

	@Override
	public String describe() {
		return "unloaded";
	}

}
