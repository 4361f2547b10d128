package io.entitycache.autoconfigure;

import java.time.Duration;

import io.entitycache.CacheSettings;

/** Refuses settings of a cache that contradict each other. */
final class CacheSettingsCheck {

	private final CacheSettings settings;

	private final EntityCacheProperties properties;

	private final boolean sharedLevel;

	private final Problems problems = new Problems();

	CacheSettingsCheck(CacheSettings settings, EntityCacheProperties properties, boolean sharedLevel) {
		this.settings = settings;
		this.properties = properties;
		this.sharedLevel = sharedLevel;
	}

	/**
	 * Checks them.
	 * @throws InvalidEntityCacheConfigurationException with all that is wrong
	 */
	void check() {
		if (this.properties.enabled()) {
			checkLevels();
			checkRefresh();
		}
		if (this.sharedLevel) {
			checkTimes();
		}
		this.problems.throwIfAny();
	}

	private void checkLevels() {
		if (!this.settings.level1().enabled() && !this.settings.level2().enabled()) {
			invalid("level1.enabled", false, "Neither level is enabled, so that nothing would be cached",
					"Enable one of the levels, or remove the cache");
		}
	}

	private void checkRefresh() {
		CacheSettings.Refresh refresh = this.settings.refresh();
		if (!refresh.interval().isZero() && refresh.interval().compareTo(refresh.minimumGap()) < 0) {
			invalid("refresh-interval", refresh.interval(),
					"'refresh-interval' (%s) must not be shorter than 'refresh-minimum-gap' (%s)"
						.formatted(Texts.of(refresh.interval()), Texts.of(refresh.minimumGap())),
					"Raise 'refresh-interval' or lower 'refresh-minimum-gap'; '0s' turns the refresh off");
		}
		Duration level1 = this.settings.level1().ttl();
		if (!refresh.after().isZero() && refresh.after().compareTo(level1) >= 0) {
			invalid("refresh-after", refresh.after(),
					"'refresh-after' (%s) must be shorter than 'level1.ttl' (%s), after which an entry is loaded anyway"
						.formatted(Texts.of(refresh.after()), Texts.of(level1)),
					"Lower 'refresh-after'; what is not set of 'level1.ttl' has the value of 'ttl'");
		}
	}

	private void checkTimes() {
		Duration level1 = this.settings.level1().ttl();
		Duration level2 = this.settings.level2().ttl();
		if (this.settings.level1().enabled() && this.settings.level2().enabled() && level1.compareTo(level2) > 0) {
			invalid("level1.ttl", level1,
					"'level1.ttl' (%s) must not exceed 'level2.ttl' (%s)".formatted(Texts.of(level1), Texts.of(level2)),
					"Lower 'level1.ttl' or raise 'level2.ttl'; what is not set has the value of 'ttl'");
		}
		Duration tombstone = this.properties.redis().tombstoneTtl();
		Duration load = this.settings.loadTimeout();
		if (tombstone.compareTo(load) <= 0) {
			invalid("load-timeout", load,
					"'%s.redis.tombstone-ttl' (%s) must be longer than the load timeout (%s): it keeps a slow load from storing what was invalidated meanwhile"
						.formatted(EntityCacheProperties.PREFIX, Texts.of(tombstone), Texts.of(load)),
					"Lower 'load-timeout' or raise '%s.redis.tombstone-ttl'".formatted(EntityCacheProperties.PREFIX));
		}
		checkReplicaLag();
	}

	private void checkReplicaLag() {
		Duration lag = this.settings.replicaLag();
		Duration pending = this.properties.redis().pendingTtl();
		if (lag.compareTo(pending) >= 0) {
			invalid("replica-lag", lag,
					"'%s.redis.pending-ttl' (%s) must be longer than the replica's lag (%s): nobody but the mark of a writer that died tells that it may have committed"
						.formatted(EntityCacheProperties.PREFIX, Texts.of(pending), Texts.of(lag)),
					"Lower 'replica-lag' or raise '%s.redis.pending-ttl'".formatted(EntityCacheProperties.PREFIX));
		}
	}

	private void invalid(String key, Object value, String reason, String action) {
		this.problems.add(new InvalidEntityCacheConfigurationException(
				EntityCacheProperties.property(this.settings.name(), key), value, reason, action));
	}

}
