package io.entitycache;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.util.Assert;

/**
 * The effective settings of one cache.
 *
 * @param name the cache's name
 * @param keyAttributes unique attributes by which entities are found besides their id
 * @param uniqueAttributes key attributes that are unique by the application's word, which
 * neither the mapping nor an index has to confirm
 * @param equality by attribute, what the application says of how the database compares
 * its values; what it does not say is found out
 * @param include associations that copies come with besides the EAGER ones, as paths of
 * attribute names
 * @param ttl time an entry is fresh, counted from its load
 * @param grace time past {@code ttl} for which an entry may still be served while one
 * load runs or when the load fails; never after an invalidation
 * @param absentTtl time for which the absence of a row is remembered; zero = not at all
 * @param ttlJitter the part of its time to live, from 0 to below 1, by which an entry may
 * live shorter
 * @param loadOnMiss whether a miss is loaded from the database
 * @param loadTimeout longest time a load may take
 * @param loadLease longest time for which the load of a row is left to the process that
 * has begun it; zero = each process loads by itself
 * @param level1 settings of level 1
 * @param level2 settings of level 2
 * @param share whether callers get copies or one shared instance
 * @param consistency what is done for a commit that is followed by a crash
 * @param replicaLag how far the database that loads read from may be behind; zero = it is
 * the one that is written to
 * @param onWrite what a committed change of a row does to its entry
 * @param warmUp what is loaded at the start
 * @param sync how the table is read as a whole
 * @param refresh when what is cached is loaded anew before it has expired
 */
public record CacheSettings(String name, List<String> keyAttributes, List<String> uniqueAttributes,
		Map<String, Equality> equality, List<String> include, Duration ttl, Duration grace, Duration absentTtl,
		double ttlJitter, boolean loadOnMiss, Duration loadTimeout, Duration loadLease, Level1 level1, Level2 level2,
		Share share, Consistency consistency, Duration replicaLag, OnWrite onWrite, WarmUp warmUp, Sync sync,
		Refresh refresh) {

	/**
	 * The longest duration that a setting may have. No entry lives longer than half of
	 * it.
	 */
	public static final Duration LONGEST = Duration.ofDays(36_500);

	public CacheSettings {
		Assert.hasText(name, "'name' must not be empty");
		keyAttributes = List.copyOf(keyAttributes);
		uniqueAttributes = List.copyOf(uniqueAttributes);
		equality = Map.copyOf(equality);
		include = List.copyOf(include);
		positive("ttl", ttl);
		notNegative("grace", grace);
		notNegative("absentTtl", absentTtl);
		Assert.isTrue(ttlJitter >= 0 && ttlJitter < 1, "'ttlJitter' must be at least 0 and below 1");
		positive("loadTimeout", loadTimeout);
		notNegative("loadLease", loadLease);
		notNegative("replicaLag", replicaLag);
	}

	private static void positive(String name, Duration duration) {
		notNegative(name, duration);
		Assert.isTrue(!duration.isZero(), () -> "'%s' (%s) must be positive".formatted(name, duration));
	}

	private static void notNegative(String name, Duration duration) {
		Assert.isTrue(!duration.isNegative(), () -> "'%s' (%s) must not be negative".formatted(name, duration));
		Assert.isTrue(duration.compareTo(LONGEST) <= 0,
				() -> "'%s' (%s) must not be longer than %s".formatted(name, duration, LONGEST));
	}

	/**
	 * Whether copies come with the associations that the mapping says are loaded with
	 * their owner. A shared instance does not: it would go on to show them as they were.
	 */
	public boolean includesEagerAssociations() {
		return this.share == Share.COPY;
	}

	/** A builder that starts from these settings. */
	public Builder mutate() {
		return new Builder(this);
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

	/**
	 * How the database compares the values of an attribute. It says which keys mean the
	 * same row, and whether the absence of a row can be remembered.
	 */
	public enum Equality {

		/** As Java does. */
		EXACT,

		/** Texts as Java does, but blanks at the end do not matter. */
		IGNORE_TRAILING_BLANKS,

		/**
		 * Texts without regard to case. Keys with other characters than those of
		 * printable ASCII are not cached: how they are compared depends on the collation.
		 */
		IGNORE_CASE,

		/** As {@link #IGNORE_CASE}, and blanks at the end do not matter. */
		IGNORE_CASE_AND_TRAILING_BLANKS,

		/**
		 * Not known. A row is cached under the key that the database has given it, no
		 * absence is remembered, and a change of a row by such an id is one of all rows.
		 */
		UNKNOWN

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

	/** What a committed change of a row does to its entry. */
	public enum OnWrite {

		/** The entry is removed, and the next reader loads the row. */
		EVICT,

		/**
		 * The node that has committed keeps the new state in level 1 if it is sure of it:
		 * the entity has a version, and what Hibernate has written is exactly what a
		 * query would give. Else, and everywhere else, the entry is removed.
		 */
		UPDATE

	}

	/** What is loaded at the start. */
	public enum WarmUp {

		/** Nothing. */
		NONE,

		/** The whole table, in the background; the cache is ready at once. */
		LAZY,

		/** The whole table; the cache is ready when that is done. */
		FULL,

		/**
		 * What level 1 held most recently; the cache is ready when that is done.
		 */
		LAST_USED

	}

	/**
	 * How the table is read as a whole.
	 *
	 * @param attribute the attribute that tells when a row was changed last, {@code null}
	 * for the one that the mapping names
	 * @param overlap how far an incremental sync looks back before the last change that
	 * the one before it saw
	 * @param pageSize rows in one page
	 */
	public record Sync(@Nullable String attribute, Duration overlap, int pageSize) {

		/** As the mapping says, in pages of a thousand rows. */
		public static final Sync DEFAULTS = new Sync(null, Duration.ofSeconds(5), 1000);

		public Sync {
			notNegative("sync.overlap", overlap);
			Assert.isTrue(pageSize > 0, "'sync.pageSize' must be positive");
		}

	}

	/**
	 * When what is cached is loaded anew before it has expired.
	 *
	 * @param interval time between two refreshes of the cache; zero = none
	 * @param minimumGap shortest time from the end of a refresh or sync to the start of
	 * the next scheduled one
	 * @param onlyWhenUsed whether a scheduled refresh is left out if nobody has read the
	 * cache since the last one
	 * @param after age from which a level 1 entry that is read is loaded anew in the
	 * background; zero = never
	 */
	public record Refresh(Duration interval, Duration minimumGap, boolean onlyWhenUsed, Duration after) {

		/** Never. */
		public static final Refresh NONE = new Refresh(Duration.ZERO, Duration.ZERO, false, Duration.ZERO);

		public Refresh {
			notNegative("refresh.interval", interval);
			notNegative("refresh.minimumGap", minimumGap);
			notNegative("refresh.after", after);
		}

	}

	/** Builds settings from other settings. Not safe for use by several threads. */
	public static final class Builder {

		private final String name;

		private List<String> keyAttributes;

		private List<String> uniqueAttributes;

		private Map<String, Equality> equality;

		private List<String> include;

		private Duration ttl;

		private Duration grace;

		private Duration absentTtl;

		private double ttlJitter;

		private boolean loadOnMiss;

		private Duration loadTimeout;

		private Duration loadLease;

		private Level1 level1;

		private Level2 level2;

		private Share share;

		private Consistency consistency;

		private Duration replicaLag;

		private OnWrite onWrite;

		private WarmUp warmUp;

		private Sync sync;

		private Refresh refresh;

		private Builder(CacheSettings settings) {
			this.name = settings.name;
			this.keyAttributes = settings.keyAttributes;
			this.uniqueAttributes = settings.uniqueAttributes;
			this.equality = settings.equality;
			this.include = settings.include;
			this.ttl = settings.ttl;
			this.grace = settings.grace;
			this.absentTtl = settings.absentTtl;
			this.ttlJitter = settings.ttlJitter;
			this.loadOnMiss = settings.loadOnMiss;
			this.loadTimeout = settings.loadTimeout;
			this.loadLease = settings.loadLease;
			this.level1 = settings.level1;
			this.level2 = settings.level2;
			this.share = settings.share;
			this.consistency = settings.consistency;
			this.replicaLag = settings.replicaLag;
			this.onWrite = settings.onWrite;
			this.warmUp = settings.warmUp;
			this.sync = settings.sync;
			this.refresh = settings.refresh;
		}

		public Builder keyAttributes(String... attributes) {
			this.keyAttributes = List.of(attributes);
			return this;
		}

		/** Key attributes that are unique by the application's word. */
		public Builder uniqueAttributes(String... attributes) {
			this.uniqueAttributes = List.of(attributes);
			return this;
		}

		/** By attribute, how the database compares its values. */
		public Builder equality(Map<String, Equality> byAttribute) {
			this.equality = byAttribute;
			return this;
		}

		/** Associations that copies come with besides the EAGER ones. */
		public Builder include(String... paths) {
			this.include = List.of(paths);
			return this;
		}

		/** Time an entry is fresh, at both levels. */
		public Builder ttl(Duration timeToLive) {
			this.ttl = timeToLive;
			this.level1 = new Level1(this.level1.enabled(), timeToLive, this.level1.maximumSize());
			this.level2 = new Level2(this.level2.enabled(), timeToLive);
			return this;
		}

		public Builder grace(Duration time) {
			this.grace = time;
			return this;
		}

		public Builder absentTtl(Duration timeToLive) {
			this.absentTtl = timeToLive;
			return this;
		}

		public Builder ttlJitter(double part) {
			this.ttlJitter = part;
			return this;
		}

		public Builder loadOnMiss(boolean load) {
			this.loadOnMiss = load;
			return this;
		}

		public Builder loadTimeout(Duration timeout) {
			this.loadTimeout = timeout;
			return this;
		}

		/** Longest time for which a load is left to the process that has begun it. */
		public Builder loadLease(Duration longest) {
			this.loadLease = longest;
			return this;
		}

		public Builder level1(boolean enabled, Duration timeToLive, long maximumSize) {
			this.level1 = new Level1(enabled, timeToLive, maximumSize);
			return this;
		}

		public Builder level2(boolean enabled, Duration timeToLive) {
			this.level2 = new Level2(enabled, timeToLive);
			return this;
		}

		public Builder share(Share whatCallersGet) {
			this.share = whatCallersGet;
			return this;
		}

		public Builder consistency(Consistency mode) {
			this.consistency = mode;
			return this;
		}

		/** How far the database that loads read from may be behind. */
		public Builder replicaLag(Duration lag) {
			this.replicaLag = lag;
			return this;
		}

		public Builder onWrite(OnWrite whatHappens) {
			this.onWrite = whatHappens;
			return this;
		}

		public Builder warmUp(WarmUp whatIsLoaded) {
			this.warmUp = whatIsLoaded;
			return this;
		}

		public Builder sync(Sync how) {
			this.sync = how;
			return this;
		}

		public Builder refresh(Refresh when) {
			this.refresh = when;
			return this;
		}

		public CacheSettings build() {
			return new CacheSettings(this.name, this.keyAttributes, this.uniqueAttributes, this.equality, this.include,
					this.ttl, this.grace, this.absentTtl, this.ttlJitter, this.loadOnMiss, this.loadTimeout,
					this.loadLease, this.level1, this.level2, this.share, this.consistency, this.replicaLag,
					this.onWrite, this.warmUp, this.sync, this.refresh);
		}

	}

}
