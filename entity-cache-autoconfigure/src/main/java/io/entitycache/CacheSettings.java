package io.entitycache;

import java.time.Duration;
import java.util.List;

import org.springframework.util.Assert;

/**
 * The effective settings of one cache.
 *
 * @param name the cache's name
 * @param keyAttributes unique attributes by which entities are found besides their id
 * @param ttl time an entry is fresh, counted from its load
 * @param grace time past {@code ttl} for which an entry may still be served while one
 * load runs or when the load fails; never after an invalidation
 * @param absentTtl time for which the absence of a row is remembered; zero = not at all
 * @param ttlJitter the part of its time to live, from 0 to below 1, by which an entry may
 * live shorter
 * @param loadOnMiss whether a miss is loaded from the database
 * @param loadTimeout longest time a load may take
 * @param level1 settings of level 1
 * @param level2 settings of level 2
 * @param share whether callers get copies or one shared instance
 * @param consistency what is done for a commit that is followed by a crash
 */
public record CacheSettings(String name, List<String> keyAttributes, Duration ttl, Duration grace, Duration absentTtl,
		double ttlJitter, boolean loadOnMiss, Duration loadTimeout, Level1 level1, Level2 level2, Share share,
		Consistency consistency) {

	public CacheSettings {
		Assert.hasText(name, "'name' must not be empty");
		keyAttributes = List.copyOf(keyAttributes);
		positive("ttl", ttl);
		notNegative("grace", grace);
		notNegative("absentTtl", absentTtl);
		Assert.isTrue(ttlJitter >= 0 && ttlJitter < 1, "'ttlJitter' must be at least 0 and below 1");
		positive("loadTimeout", loadTimeout);
	}

	private static void positive(String name, Duration duration) {
		Assert.isTrue(duration.compareTo(Duration.ZERO) > 0,
				() -> "'%s' (%s) must be positive".formatted(name, duration));
	}

	private static void notNegative(String name, Duration duration) {
		Assert.isTrue(!duration.isNegative(), () -> "'%s' (%s) must not be negative".formatted(name, duration));
	}

	/**
	 * Settings of level 1.
	 *
	 * @param enabled whether there is a level 1
	 * @param ttl longest time an entry is fresh in level 1
	 * @param maximumSize number of entities level 1 holds
	 */
	public record Level1(boolean enabled, Duration ttl, long maximumSize) {

		public Level1 {
			positive("level1.ttl", ttl);
			Assert.isTrue(maximumSize > 0, "'level1.maximumSize' must be positive");
		}

	}

	/**
	 * Settings of level 2.
	 *
	 * @param enabled whether there is a level 2
	 * @param ttl longest time an entry is fresh in level 2
	 */
	public record Level2(boolean enabled, Duration ttl) {

		public Level2 {
			positive("level2.ttl", ttl);
		}

	}

	/** What callers get. */
	public enum Share {

		/** Each caller gets its own copy. */
		COPY,

		/** All callers get the same instance; only for types that nobody changes. */
		SHARED

	}

	/** What is done for a commit that is followed by a crash. */
	public enum Consistency {

		/** Level 2 is told before the commit, so that a crash leaves nothing stale. */
		STRICT,

		/** Level 2 is told after the commit: one round trip less. */
		AFTER_COMMIT

	}

}
