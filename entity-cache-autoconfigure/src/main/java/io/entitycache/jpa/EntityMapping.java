package io.entitycache.jpa;

import java.util.List;
import java.util.Set;

import io.entitycache.KeyCodec;
import io.entitycache.ValueCodec;
import org.jspecify.annotations.Nullable;

/**
 * Turns the entities of one type into attribute state and back, in memory and in bytes.
 * Subclasses of the entity are part of it. Safe for use by several threads.
 *
 * @param <T> the entity's type
 * @param <ID> the type of its id
 */
public final class EntityMapping<T, ID> {

	EntityMapping() {
	}

	/** The entity's type. */
	public Class<T> entityType() {
		throw new UnsupportedOperationException();
	}

	/** The type of the id. */
	public Class<ID> idType() {
		throw new UnsupportedOperationException();
	}

	/** The entity's name. */
	public String entityName() {
		throw new UnsupportedOperationException();
	}

	/** The name of the root of the entity's hierarchy. */
	public String rootEntityName() {
		throw new UnsupportedOperationException();
	}

	/**
	 * Lower-case names, without schema, of every table whose rows are part of the state.
	 */
	public Set<String> tables() {
		throw new UnsupportedOperationException();
	}

	/** One sentence for each thing that a cached copy does not have. */
	public List<String> notCached() {
		throw new UnsupportedOperationException();
	}

	/** The attributes by which entities of this type could be found. */
	public Set<String> attributeNames() {
		throw new UnsupportedOperationException();
	}

	/** Whether the mapping says that the attribute alone is unique. */
	public boolean isUnique(String attribute) {
		throw new UnsupportedOperationException();
	}

	/** The text form of ids. */
	public KeyCodec<ID> idCodec() {
		throw new UnsupportedOperationException();
	}

	/**
	 * The text form of the attribute's values. For a to-one association a value is the id
	 * of the target; the target itself is understood too.
	 * @throws IllegalArgumentException if there is no such attribute, or its values have
	 * no text form
	 */
	public KeyCodec<Object> keyCodec(String attribute) {
		throw new UnsupportedOperationException();
	}

	/** The byte form of states. */
	public ValueCodec<EntityState> stateCodec() {
		throw new UnsupportedOperationException();
	}

	/**
	 * A fresh detached entity that shares nothing mutable with the state. No callback of
	 * the persistence provider runs, {@code @PostLoad} included.
	 */
	public T materialize(EntityState state) {
		throw new UnsupportedOperationException();
	}

	/**
	 * The state of a loaded entity. Element collections that are not loaded yet are
	 * loaded, which takes the entity's session to be open.
	 */
	public EntityState stateOf(Object entity) {
		throw new UnsupportedOperationException();
	}

	/** A copy of the state's id that the caller may keep. */
	public ID idOf(EntityState state) {
		throw new UnsupportedOperationException();
	}

	/**
	 * A copy of the attribute's value; the target's id for a to-one association.
	 * @throws IllegalArgumentException if there is no such attribute
	 */
	public @Nullable Object attribute(EntityState state, String attribute) {
		throw new UnsupportedOperationException();
	}

	/** The id itself if nobody can change it, else a copy. */
	public ID copyId(ID id) {
		throw new UnsupportedOperationException();
	}

}
