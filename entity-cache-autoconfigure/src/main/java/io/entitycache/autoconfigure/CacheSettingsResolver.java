package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.List;

import io.entitycache.CacheSettings;
import io.entitycache.autoconfigure.EntityCacheProperties.Cache;
import io.entitycache.autoconfigure.EntityCacheProperties.Defaults;
import org.jspecify.annotations.Nullable;

/**
 * The effective settings of one cache: its own, else the defaults, property by property.
 */
final class CacheSettingsResolver {

	private final boolean enabled;

	private final String name;

	private final Cache own;

	private final Defaults defaults;

	private final Problems problems = new Problems();

	CacheSettingsResolver(EntityCacheProperties properties, String name) {
		this.enabled = properties.enabled();
		this.name = name;
		this.own = properties.cache(name);
		this.defaults = properties.defaults();
	}

	/**
	 * The settings.
	 * @throws InvalidEntityCacheConfigurationException with all that is wrong with them
	 */
	CacheSettings resolve() {
		CacheSettings settings = settings();
		this.problems.throwIfAny();
		return settings;
	}

	private CacheSettings settings() {
		Duration ttl = positive(pick("ttl", this.own.ttl(), this.defaults.ttl()));
		return new CacheSettings(this.name, keyAttributes(), uniqueAttributes(), this.own.equality(), include(), ttl,
				notNegative("grace", this.own.grace(), this.defaults.grace()),
				notNegative("absent-ttl", this.own.absentTtl(), this.defaults.absentTtl()), ttlJitter(),
				pick("load-on-miss", this.own.loadOnMiss(), this.defaults.loadOnMiss()).value(),
				positive(pick("load-timeout", this.own.loadTimeout(), this.defaults.loadTimeout())),
				notNegative("load-lease", this.own.loadLease(), this.defaults.loadLease()), level1(ttl), level2(ttl),
				pick("share", this.own.share(), this.defaults.share()).value(),
				pick("consistency", this.own.consistency(), this.defaults.consistency()).value(),
				notNegative("replica-lag", this.own.replicaLag(), this.defaults.replicaLag()),
				pick("on-write", this.own.onWrite(), this.defaults.onWrite()).value(),
				pick("warm-up", this.own.warmUp(), this.defaults.warmUp()).value(), sync(), refresh());
	}

	private CacheSettings.Sync sync() {
		Cache.Sync sync = this.own.sync();
		String attribute = sync.attribute();
		Setting<Integer> pageSize = pick("sync.page-size", sync.pageSize(), this.defaults.sync().pageSize());
		return new CacheSettings.Sync((attribute != null) ? attribute : this.defaults.sync().attribute(),
				notNegative("sync.overlap", sync.overlap(), this.defaults.sync().overlap()),
				this.problems.attempt(() -> pageSize.require(pageSize.value() > 0, "The size must be positive",
						"Set it to the number of rows to read at once, such as 1000"), 1));
	}

	private CacheSettings.Refresh refresh() {
		return new CacheSettings.Refresh(
				notNegative("refresh-interval", this.own.refreshInterval(), this.defaults.refreshInterval()),
				notNegative("refresh-minimum-gap", this.own.refreshMinimumGap(), this.defaults.refreshMinimumGap()),
				pick("refresh-only-when-used", this.own.refreshOnlyWhenUsed(), this.defaults.refreshOnlyWhenUsed())
					.value(),
				notNegative("refresh-after", this.own.refreshAfter(), this.defaults.refreshAfter()));
	}

	private List<String> keyAttributes() {
		List<String> attributes = pick("key-attributes", this.own.keyAttributes(), this.defaults.keyAttributes())
			.value();
		return attributes.stream().distinct().toList();
	}

	private List<String> uniqueAttributes() {
		List<String> attributes = this.own.uniqueAttributes();
		return (attributes != null) ? attributes.stream().distinct().toList() : List.of();
	}

	private List<String> include() {
		List<String> paths = this.own.include();
		return (paths != null) ? paths.stream().distinct().toList() : List.of();
	}

	private double ttlJitter() {
		Setting<Double> jitter = pick("ttl-jitter", this.own.ttlJitter(), this.defaults.ttlJitter());
		return this.problems.attempt(() -> jitter.require(jitter.value() >= 0 && jitter.value() < 1,
				"The jitter is a part of the time to live, at least 0 and below 1", "Set it to a number such as 0.1"),
				0.0);
	}

	private CacheSettings.Level1 level1(Duration ttl) {
		Cache.Level1 level1 = this.own.level1();
		boolean on = pick("level1.enabled", level1.enabled(), this.defaults.level1().enabled()).value();
		Duration level1Ttl = levelTtl("level1.ttl", level1.ttl(), this.defaults.level1().ttl(), ttl);
		return new CacheSettings.Level1(this.enabled && on, level1Ttl, maximumSize());
	}

	private CacheSettings.Level2 level2(Duration ttl) {
		Cache.Level2 level2 = this.own.level2();
		boolean on = pick("level2.enabled", level2.enabled(), this.defaults.level2().enabled()).value();
		Duration level2Ttl = levelTtl("level2.ttl", level2.ttl(), this.defaults.level2().ttl(), ttl);
		return new CacheSettings.Level2(this.enabled && on, level2Ttl);
	}

	private Duration levelTtl(String key, @Nullable Duration levelTtl, @Nullable Duration defaultLevelTtl,
			Duration ttl) {
		if (levelTtl == null && defaultLevelTtl == null) {
			return ttl;
		}
		Duration inherited = (defaultLevelTtl != null) ? defaultLevelTtl : ttl;
		// A cache that says how long an entry lives has not asked a level to go beyond.
		Duration fallback = (this.own.ttl() != null && inherited.compareTo(ttl) > 0) ? ttl : inherited;
		return positive(pick(key, levelTtl, fallback));
	}

	private long maximumSize() {
		Setting<Long> size = pick("maximum-size", this.own.maximumSize(), this.defaults.maximumSize());
		if (this.own.level1().maximumSize() != null) {
			size = new Setting<>(EntityCacheProperties.property(this.name, "level1.maximum-size"),
					this.own.level1().maximumSize());
		}
		else if (this.own.maximumSize() == null && this.defaults.level1().maximumSize() != null) {
			size = new Setting<>(EntityCacheProperties.defaultProperty("level1.maximum-size"),
					this.defaults.level1().maximumSize());
		}
		Setting<Long> effective = size;
		return this.problems.attempt(
				() -> effective.require(effective.value() > 0, "The size must be positive",
						"Set it to the number of entities to hold, or turn the level off with 'level1.enabled: false'"),
				1L);
	}

	private Duration notNegative(String key, @Nullable Duration ownValue, Duration defaultValue) {
		return this.problems.attempt(() -> Setting.notNegative(pick(key, ownValue, defaultValue)), Duration.ZERO);
	}

	private Duration positive(Setting<Duration> setting) {
		return this.problems.attempt(() -> Setting.positive(setting), Duration.ofSeconds(1));
	}

	private <V> Setting<V> pick(String key, @Nullable V ownValue, V defaultValue) {
		return (ownValue != null) ? new Setting<>(EntityCacheProperties.property(this.name, key), ownValue)
				: new Setting<>(EntityCacheProperties.defaultProperty(key), defaultValue);
	}

}
