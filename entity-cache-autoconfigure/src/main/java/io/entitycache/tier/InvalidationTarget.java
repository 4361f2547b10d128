package io.entitycache.tier;

import io.entitycache.InvalidationCause;
import org.jspecify.annotations.Nullable;

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

	/**
	 * The right to put in what a transaction is going to commit, {@code null} if this
	 * takes nothing in.
	 */
	default @Nullable LocalTicket localTicket() {
		return null;
	}

	/**
	 * This moment, of which {@link #isClearedSince} can be asked; {@code null} if it
	 * cannot.
	 */
	default @Nullable LocalTicket moment() {
		return null;
	}

	/** Whether everything was removed since that moment. */
	default boolean isClearedSince(LocalTicket moment) {
		return true;
	}

	/**
	 * As {@link #evictLocal}, and puts in the state that was committed unless somebody
	 * else has invalidated the key since the ticket was taken.
	 */
	default void replaceLocal(String key, Object state, LocalTicket ticket, InvalidationCause cause) {
		evictLocal(key, cause);
	}

	/** What the text form of a key stands for; the text itself if that is not known. */
	default Object keyOf(String text) {
		return text;
	}

	/**
	 * The shared level has been filled from the database: removes from level 1 what that
	 * says otherwise, soon and elsewhere.
	 */
	default void compareLocal() {
	}

	/**
	 * Removes everything from level 1, and no load that began before fills it any more.
	 */
	void clearLocal(InvalidationCause cause);

}
