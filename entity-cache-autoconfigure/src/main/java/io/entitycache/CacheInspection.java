package io.entitycache;

import java.util.List;

/**
 * Shows one cache to people, who know ids and values as texts. Nothing is loaded, and
 * nothing is counted.
 *
 * @param <ID> the type of the entity's id
 */
public interface CacheInspection<ID> {

	/**
	 * The id of this text form, which is the one that it has in the shared level.
	 * @throws IllegalArgumentException if the text is no id of the entity
	 */
	ID parseId(String text);

	/** The text form of the id. */
	String formatId(ID id);

	/**
	 * The key attribute's value of this text form.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 * of this cache, or the text is none of its values
	 */
	Object parseValue(String attribute, String text);

	/** What the levels hold of the entity with this id. */
	CachedEntry<ID> entry(ID id);

	/**
	 * What the levels hold of the entity with this key attribute value.
	 * @throws IllegalArgumentException if the attribute is not a configured key attribute
	 */
	CachedEntry<ID> entryBy(String attribute, Object value);

	/**
	 * The ids that level 1 would drop last for lack of space, the last one first: those
	 * that are asked for most. Nothing has to be counted for it.
	 * @param limit how many at most
	 */
	List<ID> mostUsed(int limit);

}
