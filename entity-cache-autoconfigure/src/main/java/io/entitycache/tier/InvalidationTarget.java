package io.entitycache.tier;

import io.entitycache.InvalidationCause;

/** A region's level 1, as the write path sees it. */
public interface InvalidationTarget {

	/** The region's name. */
	String name();

	/**
	 * Removes the key from level 1, and no load that began before fills it any more. A
	 * text that is no key of this region removes everything: another version of the
	 * application may know keys that this one does not.
	 * @param key the key's text form, which may come from another process
	 */
	void evictLocal(String key, InvalidationCause cause);

	/** What the text form of a key stands for; the text itself if that is not known. */
	default Object keyOf(String text) {
		return text;
	}

	/**
	 * Removes everything from level 1, and no load that began before fills it any more.
	 */
	void clearLocal(InvalidationCause cause);

}
