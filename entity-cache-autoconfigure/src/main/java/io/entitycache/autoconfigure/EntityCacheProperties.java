package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.entitycache.CacheSettings.Consistency;
import io.entitycache.CacheSettings.Equality;
import io.entitycache.CacheSettings.OnWrite;
import io.entitycache.CacheSettings.Share;
import io.entitycache.CacheSettings.WarmUp;
import io.entitycache.orchestrator.NodeSettings.OnUnreachable;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What {@code entity-cache.*} may say.
 *
 * @param enabled Whether anything is cached. Without, every read goes to the database.
 * @param namespace Part of every key in Redis that keeps applications apart. Defaults to
 * the value of "spring.application.name"; one of the two must be set to use Redis.
 * @param databaseId Name of the database, the same on all instances that use it. Defaults
 * to what the database itself tells, or else its address. Level 2 is not used while it
 * belongs to another database.
 * @param clockResolution How far the clock that reads of level 1 go by may be behind.
 * Zero looks at the real clock each time, which takes time.
 * @param defaults Settings of every cache that does not have its own.
 * @param caches Caches by name. The name is that of the JPA entity.
 * @param redis Settings of the level that all processes share.
 * @param jdbc What is seen of statements that do not go through JPA.
 */
@ConfigurationProperties(prefix = EntityCacheProperties.PREFIX, ignoreUnknownFields = false)
public record EntityCacheProperties(@DefaultValue("true") boolean enabled, @Nullable String namespace,
		@Nullable String databaseId, @DefaultValue("10ms") Duration clockResolution, @DefaultValue Defaults defaults,
		@DefaultValue Map<String, Cache> caches, @DefaultValue Redis redis, @DefaultValue Jdbc jdbc) {

	static final String PREFIX = "entity-cache";

	/** The full name of a cache's own property. */
	static String property(String cache, String key) {
		return PREFIX + ".caches." + cache + "." + key;
	}

	/** The full name of a default. */
	static String defaultProperty(String key) {
		return PREFIX + ".defaults." + key;
	}

	/** What is said of the cache itself, which may be nothing. */
	Cache cache(String name) {
		Cache cache = this.caches.get(name);
		return (cache != null) ? cache : Cache.EMPTY;
	}

	/**
	 * Settings of every cache that does not have its own.
	 *
	 * @param keyAttributes Unique attributes by which entities are found besides their
	 * id.
	 * @param ttl Time for which an entry is fresh, counted from its load.
	 * @param grace Time past "ttl" for which an entry may still be served while one load
	 * runs or when the load fails.
	 * @param absentTtl Time for which the absence of a row is remembered. Zero remembers
	 * no absence.
	 * @param ttlJitter Part of its time to live, from 0 to below 1, by which an entry may
	 * live shorter.
	 * @param maximumSize Number of entities level 1 holds. Shorthand for
	 * "level1.maximum-size".
	 * @param loadOnMiss Whether a miss is loaded from the database.
	 * @param loadTimeout Longest time that a load may take.
	 * @param loadLease Longest time for which the load of a missing row is left to the
	 * process that has begun it, at most half of "load-timeout". With zero each process
	 * loads by itself.
	 * @param level1 Settings of level 1, the memory of this process.
	 * @param level2 Settings of level 2, the memory that all processes share.
	 * @param share What callers get.
	 * @param consistency What is done for a commit that is followed by a crash.
	 * @param replicaLag How far the database that is loaded from may be behind the one
	 * that is written to. What was invalidated that recently is not cached.
	 * @param onWrite What a committed change of a row does to its entry.
	 * @param warmUp What is loaded at the start.
	 * @param sync Settings of reading a table as a whole.
	 * @param refreshInterval Time between two refreshes of what is cached. Zero refreshes
	 * nothing.
	 * @param refreshMinimumGap Shortest time from the end of a sync or refresh to the
	 * next scheduled one.
	 * @param refreshOnlyWhenUsed Whether a scheduled refresh is left out if nobody has
	 * read the cache since the last one.
	 * @param refreshAfter Age from which a level 1 entry that is read is loaded anew in
	 * the background. Zero never does.
	 */
	public record Defaults(@DefaultValue List<String> keyAttributes, @DefaultValue("10m") Duration ttl,
			@DefaultValue("0s") Duration grace, @DefaultValue("10s") Duration absentTtl,
			@DefaultValue("0.1") double ttlJitter, @DefaultValue("10000") long maximumSize,
			@DefaultValue("true") boolean loadOnMiss, @DefaultValue("5s") Duration loadTimeout,
			@DefaultValue("0s") Duration loadLease, @DefaultValue Level1 level1, @DefaultValue Level2 level2,
			@DefaultValue("copy") Share share, @DefaultValue("strict") Consistency consistency,
			@DefaultValue("0s") Duration replicaLag, @DefaultValue("evict") OnWrite onWrite,
			@DefaultValue("none") WarmUp warmUp, @DefaultValue Sync sync, @DefaultValue("0s") Duration refreshInterval,
			@DefaultValue("10s") Duration refreshMinimumGap, @DefaultValue("false") boolean refreshOnlyWhenUsed,
			@DefaultValue("0s") Duration refreshAfter) {

		/**
		 * Settings of level 1.
		 *
		 * @param enabled Whether there is a level 1.
		 * @param ttl Time for which an entry is fresh in level 1. Defaults to "ttl".
		 * @param maximumSize Number of entities level 1 holds. Defaults to
		 * "maximum-size".
		 */
		public record Level1(@DefaultValue("true") boolean enabled, @Nullable Duration ttl,
				@Nullable Long maximumSize) {
		}

		/**
		 * Settings of level 2.
		 *
		 * @param enabled Whether there is a level 2.
		 * @param ttl Time for which an entry is fresh in level 2. Defaults to "ttl".
		 */
		public record Level2(@DefaultValue("true") boolean enabled, @Nullable Duration ttl) {
		}

		/**
		 * Settings of reading a table as a whole.
		 *
		 * @param attribute Attribute that tells when a row was changed last. Defaults to
		 * the one that the mapping names.
		 * @param overlap Time for which an incremental sync looks back before the last
		 * change that the one before it saw.
		 * @param pageSize Number of rows that are read at once.
		 */
		public record Sync(@Nullable String attribute, @DefaultValue("5s") Duration overlap,
				@DefaultValue("1000") int pageSize) {
		}

	}

	/**
	 * Settings of one cache; what is {@code null} is taken from {@link Defaults}.
	 *
	 * @param keyAttributes Unique attributes by which entities are found besides their
	 * id.
	 * @param uniqueAttributes Key attributes that are unique by the application's word,
	 * where neither the mapping nor a unique index of the database says so.
	 * @param equality How the database compares the values of an attribute, by attribute.
	 * What is not set is found out from types and the database's catalog.
	 * @param include Associations that copies come with besides the EAGER ones, as paths
	 * such as "pets" and "pets.visits".
	 * @param ttl Time for which an entry is fresh, counted from its load.
	 * @param grace Time past "ttl" for which an entry may still be served.
	 * @param absentTtl Time for which the absence of a row is remembered.
	 * @param ttlJitter Part of its time to live by which an entry may live shorter.
	 * @param maximumSize Number of entities level 1 holds.
	 * @param loadOnMiss Whether a miss is loaded from the database.
	 * @param loadTimeout Longest time that a load may take.
	 * @param loadLease Longest time for which the load of a missing row is left to the
	 * process that has begun it.
	 * @param level1 Settings of level 1, the memory of this process.
	 * @param level2 Settings of level 2, the memory that all processes share.
	 * @param share What callers get.
	 * @param consistency What is done for a commit that is followed by a crash.
	 * @param replicaLag How far the database that is loaded from may be behind.
	 * @param onWrite What a committed change of a row does to its entry.
	 * @param warmUp What is loaded at the start.
	 * @param sync Settings of reading the table as a whole.
	 * @param refreshInterval Time between two refreshes of what is cached.
	 * @param refreshMinimumGap Shortest time from the end of a sync or refresh to the
	 * next scheduled one.
	 * @param refreshOnlyWhenUsed Whether a scheduled refresh is left out if nobody has
	 * read the cache since the last one.
	 * @param refreshAfter Age from which a level 1 entry that is read is loaded anew in
	 * the background.
	 */
	public record Cache(@Nullable List<String> keyAttributes, @Nullable List<String> uniqueAttributes,
			@DefaultValue Map<String, Equality> equality, @Nullable List<String> include, @Nullable Duration ttl,
			@Nullable Duration grace, @Nullable Duration absentTtl, @Nullable Double ttlJitter,
			@Nullable Long maximumSize, @Nullable Boolean loadOnMiss, @Nullable Duration loadTimeout,
			@Nullable Duration loadLease, @DefaultValue Level1 level1, @DefaultValue Level2 level2,
			@Nullable Share share, @Nullable Consistency consistency, @Nullable Duration replicaLag,
			@Nullable OnWrite onWrite, @Nullable WarmUp warmUp, @DefaultValue Sync sync,
			@Nullable Duration refreshInterval, @Nullable Duration refreshMinimumGap,
			@Nullable Boolean refreshOnlyWhenUsed, @Nullable Duration refreshAfter) {

		static final Cache EMPTY = new Cache(null, null, Map.of(), null, null, null, null, null, null, null, null, null,
				new Level1(null, null, null), new Level2(null, null), null, null, null, null, null,
				new Sync(null, null, null), null, null, null, null);

		/**
		 * Settings of level 1.
		 *
		 * @param enabled Whether there is a level 1.
		 * @param ttl Time for which an entry is fresh in level 1.
		 * @param maximumSize Number of entities level 1 holds.
		 */
		public record Level1(@Nullable Boolean enabled, @Nullable Duration ttl, @Nullable Long maximumSize) {
		}

		/**
		 * Settings of level 2.
		 *
		 * @param enabled Whether there is a level 2.
		 * @param ttl Time for which an entry is fresh in level 2.
		 */
		public record Level2(@Nullable Boolean enabled, @Nullable Duration ttl) {
		}

		/**
		 * Settings of reading the table as a whole.
		 *
		 * @param attribute Attribute that tells when a row was changed last.
		 * @param overlap Time for which an incremental sync looks back before the last
		 * change that the one before it saw.
		 * @param pageSize Number of rows that are read at once.
		 */
		public record Sync(@Nullable String attribute, @Nullable Duration overlap, @Nullable Integer pageSize) {
		}

	}

	/**
	 * Settings of the level that all processes share.
	 *
	 * @param enabled Whether the application's connection to Redis is used.
	 * @param connectionFactory Name of the bean of type LettuceConnectionFactory that is
	 * used. Defaults to the only one, or the primary one.
	 * @param keyPrefix Start of every key in Redis.
	 * @param readTimeout Longest time that a read waits for Redis before the database is
	 * asked.
	 * @param commandTimeout Longest time that anything but a read waits for Redis.
	 * @param onUnreachable What happens to a commit that Redis cannot be told of.
	 * @param tombstoneTtl Time for which Redis remembers that an entry was invalidated.
	 * Longer than any load may take.
	 * @param pendingTtl Time for which Redis waits for the outcome of a commit.
	 * @param checkInterval Time between two checks that no announcement was missed.
	 * @param maxStaleness Longest time that level 1 is trusted past the last such check
	 * that succeeded, while Redis is reachable.
	 * @param disconnectedTtl Longest time that level 1 is trusted while Redis is not
	 * reachable. With zero, every read goes to the database then.
	 * @param reconnect Times between attempts to connect to Redis again.
	 */
	public record Redis(@DefaultValue("true") boolean enabled, @Nullable String connectionFactory,
			@DefaultValue("ec:") String keyPrefix, @DefaultValue("100ms") Duration readTimeout,
			@DefaultValue("200ms") Duration commandTimeout, @DefaultValue("proceed") OnUnreachable onUnreachable,
			@DefaultValue("60s") Duration tombstoneTtl, @DefaultValue("60s") Duration pendingTtl,
			@DefaultValue("1s") Duration checkInterval, @DefaultValue("5s") Duration maxStaleness,
			@DefaultValue("30s") Duration disconnectedTtl, @DefaultValue Reconnect reconnect) {

		/**
		 * Times between attempts to connect to Redis again. There is no last attempt.
		 *
		 * @param initialDelay Shortest time between two attempts. The time is chosen at
		 * random up to a limit that begins at twice this delay and doubles with each
		 * failure.
		 * @param maximumDelay Longest time between two attempts.
		 */
		public record Reconnect(@DefaultValue("50ms") Duration initialDelay,
				@DefaultValue("2s") Duration maximumDelay) {
		}

	}

	/**
	 * What is seen of statements that do not go through JPA.
	 *
	 * @param watch Whether statements of plain JDBC, such as those of a JdbcTemplate,
	 * invalidate what they change. Wraps every data source that is a bean.
	 */
	public record Jdbc(@DefaultValue("false") boolean watch) {
	}

}
