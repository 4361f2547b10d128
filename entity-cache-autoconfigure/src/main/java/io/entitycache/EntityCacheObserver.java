package io.entitycache;

import java.time.Duration;

/**
 * Is told the facts of one or more caches, once each. Every method does nothing by
 * default. Methods are called on the thread that caused the fact and must neither block
 * nor throw; what they throw is caught and logged once.
 * <p>
 * Level 1 hits are not reported one by one: they are counted in {@link CacheStatistics}.
 */
public interface EntityCacheObserver {

	/** Does nothing. */
	EntityCacheObserver NOOP = new EntityCacheObserver() {
	};

	/**
	 * A load from the database ended.
	 * @param region the region loaded for
	 * @param nanos how long it took, in nanoseconds
	 * @param succeeded whether the database answered
	 */
	default void loaded(String region, long nanos, boolean succeeded) {
	}

	/** Entries were removed, or a region was (then {@code count} is 1). */
	default void invalidated(String region, InvalidationCause cause, int count) {
	}

	/** A loaded value was not admitted to a level. */
	default void fillRefused(String region, Level level, FillRefusal reason) {
	}

	/** A shared level entry could not be used, although it was there. */
	default void unreadable(String region, String reason) {
	}

	/**
	 * The shared level failed; {@code operation} is one of a small fixed set of words.
	 */
	default void sharedLevelFailed(String operation, Throwable failure) {
	}

	/** The shared level is believed to work again, or no longer. */
	default void sharedLevelAvailable(boolean available) {
	}

	/** The connection to the shared level, which had been there, was lost. */
	default void sharedLevelDisconnected() {
	}

	/**
	 * A lost connection will be opened anew. Told before the wait, for each attempt; what
	 * the driver tries on its own before that is not told.
	 * @param attempt the number of the attempt in this outage, from 1
	 * @param delay how long is waited before it
	 */
	default void sharedLevelReconnecting(int attempt, Duration delay) {
	}

	/**
	 * A lost connection is there again. Not told of the first connection.
	 * @param after how long it was lost
	 */
	default void sharedLevelReconnected(Duration after) {
	}

	/** A sync is under way; told after each page. */
	default void syncProgressed(SyncProgress progress) {
	}

	/** A sync or a refresh of what is cached has ended. */
	default void synced(SyncResult result) {
	}

	/** A sync or a refresh of what is cached has failed. */
	default void syncFailed(String cache, Throwable failure) {
	}

	/** The cache is ready for the first time since the start of the process. */
	default void ready(String cache) {
	}

	/** Announcements were missed and read again from the log, or level 1 was dropped. */
	default void repaired(String how, long announcements) {
	}

	/**
	 * Whether what it is told takes no time worth mentioning, so that announcements of
	 * other processes may be applied, and it be told, on the thread that has received
	 * them, which is one of the driver's. If one of several observers says no, they are
	 * applied on a thread of the cache, somewhat later. Asked often.
	 */
	default boolean returnsAtOnce() {
		return false;
	}

	/**
	 * Whether {@link #happened} is to be told events of this type, which are not even
	 * made otherwise. Asked often.
	 */
	default boolean wants(Class<? extends EntityCacheEvent> type) {
		return false;
	}

	/** Something happened, of a type that is wanted. */
	default void happened(EntityCacheEvent event) {
	}

}
