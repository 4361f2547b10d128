package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.regex.Pattern;

import io.entitycache.autoconfigure.EntityCacheProperties.Redis;
import io.entitycache.orchestrator.NodeSettings;
import io.entitycache.redis.ReconnectDelays;
import io.entitycache.redis.RedisSettings;
import org.jspecify.annotations.Nullable;

import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Makes the settings of the shared level, and refuses those that contradict each other.
 */
final class RedisPropertiesCheck {

	private static final String UNUSED_NAMESPACE = "unused";

	private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9._-]+");

	private static final Duration LONGEST_RESOLUTION = Duration.ofSeconds(1);

	private final EntityCacheProperties properties;

	private final Redis redis;

	RedisPropertiesCheck(EntityCacheProperties properties) {
		this.properties = properties;
		this.redis = properties.redis();
	}

	NodeSettings nodeSettings() {
		check();
		return new NodeSettings(this.redis.checkInterval(), this.redis.maxStaleness(), this.redis.disconnectedTtl(),
				this.redis.onUnreachable(), NodeSettings.DEFAULTS.maximumDebt(), clockResolution());
	}

	private Duration clockResolution() {
		Duration resolution = this.properties.clockResolution();
		return new Setting<>(EntityCacheProperties.PREFIX + ".clock-resolution", resolution).require(
				!resolution.isNegative() && resolution.compareTo(LONGEST_RESOLUTION) <= 0,
				"The clock may be behind by a second at most", "Set it to a time such as '10ms', or to '0s'");
	}

	/** The settings of the shared level on Redis, for an application of this name. */
	RedisSettings redisSettings(@Nullable String applicationName) {
		check();
		String namespace = namespace(applicationName);
		return new RedisSettings(namespace, this.redis.keyPrefix(), this.redis.readTimeout(),
				this.redis.commandTimeout(), this.redis.tombstoneTtl(), this.redis.pendingTtl(),
				RedisSettings.of(namespace).logLength(), reconnectDelays());
	}

	private ReconnectDelays reconnectDelays() {
		return new ReconnectDelays(this.redis.reconnect().initialDelay(), this.redis.reconnect().maximumDelay());
	}

	/** As {@link #namespace(String)}, of the application of this environment. */
	String namespace(Environment environment) {
		return namespace(environment.getProperty("spring.application.name"));
	}

	/**
	 * The namespace that is set, else one made of the application's name.
	 * @throws InvalidEntityCacheConfigurationException if neither is there, and there are
	 * caches
	 */
	String namespace(@Nullable String applicationName) {
		String namespace = this.properties.namespace();
		if (namespace != null) {
			return new Setting<>(EntityCacheProperties.PREFIX + ".namespace", namespace).require(
					NAMESPACE.matcher(namespace).matches(),
					"A namespace is made of letters, digits, dots, dashes and underscores",
					"Set it to a name such as 'shop', or remove it to use 'spring.application.name'");
		}
		if (!StringUtils.hasText(applicationName)) {
			if (this.properties.caches().isEmpty()) {
				return UNUSED_NAMESPACE;
			}
			throw new InvalidEntityCacheConfigurationException(EntityCacheProperties.PREFIX + ".namespace", null,
					"Level 2 needs a name that keeps this application's entries apart from those of others in the same Redis, and neither this property nor 'spring.application.name' is set",
					"Set 'spring.application.name', or 'entity-cache.namespace', to a name of the application's own; without level 2 ('entity-cache.redis.enabled: false') none is needed");
		}
		return applicationName.replaceAll("[^A-Za-z0-9._-]", "-");
	}

	private void check() {
		Problems problems = new Problems();
		problems.attempt(() -> positive("read-timeout", this.redis.readTimeout()));
		problems.attempt(() -> positive("command-timeout", this.redis.commandTimeout()));
		problems.attempt(() -> positive("tombstone-ttl", this.redis.tombstoneTtl()));
		problems.attempt(() -> positive("check-interval", this.redis.checkInterval()));
		problems.attempt(this::checkReconnect);
		problems.attempt(() -> Setting.notNegative(setting("disconnected-ttl", this.redis.disconnectedTtl())),
				Duration.ZERO);
		problems.attempt(
				() -> setting("key-prefix", this.redis.keyPrefix()).require(this.redis.keyPrefix().matches("[^{}\\s]*"),
						"A key prefix has neither braces nor spaces", "Set it to a prefix such as 'ec:'"),
				"");
		problems.attempt(() -> longer("max-staleness", this.redis.maxStaleness(), "check-interval",
				this.redis.checkInterval(), "else level 1 is not trusted between two checks"));
		problems.attempt(() -> Setting.notTooLong(setting("max-staleness", this.redis.maxStaleness())), Duration.ZERO);
		problems.attempt(() -> Setting.notTooLong(setting("pending-ttl", this.redis.pendingTtl())), Duration.ZERO);
		problems.attempt(this::checkPending);
		problems.attempt(this::clockResolution, Duration.ZERO);
		problems.throwIfAny();
	}

	private void checkReconnect() {
		Duration initial = this.redis.reconnect().initialDelay();
		Duration maximum = this.redis.reconnect().maximumDelay();
		positive("reconnect.initial-delay", initial);
		Setting.notTooLong(setting("reconnect.maximum-delay", maximum));
		setting("reconnect.maximum-delay", maximum).require(
				maximum.compareTo(initial) >= 0, "The longest delay (%s) is shorter than 'reconnect.initial-delay' (%s)"
					.formatted(Texts.of(maximum), Texts.of(initial)),
				"Raise 'reconnect.maximum-delay' or lower 'reconnect.initial-delay'");
	}

	private void checkPending() {
		if (this.redis.pendingTtl().compareTo(this.redis.tombstoneTtl()) < 0) {
			longer("pending-ttl", this.redis.pendingTtl(), "tombstone-ttl", this.redis.tombstoneTtl(),
					"or as long: else a slow commit is forgotten before it is invalidated");
		}
	}

	private static void positive(String key, Duration value) {
		Setting<Duration> setting = setting(key, value);
		Setting.positive(setting);
		setting.require(value.toMillis() > 0, "The duration must be 1ms at least", "Set it to '1ms' or more");
	}

	private static void longer(String key, Duration value, String otherKey, Duration other, String why) {
		setting(key, value).require(
				value.compareTo(other) > 0, "'%s' (%s) must be longer than '%s' (%s), %s".formatted(key,
						Texts.of(value), otherKey, Texts.of(other), why),
				"Raise '%s' or lower '%s'".formatted(key, otherKey));
	}

	private static <V> Setting<V> setting(String key, V value) {
		return new Setting<>(EntityCacheProperties.PREFIX + ".redis." + key, value);
	}

}
