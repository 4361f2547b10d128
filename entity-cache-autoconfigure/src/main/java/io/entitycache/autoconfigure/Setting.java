package io.entitycache.autoconfigure;

import java.time.Duration;

import io.entitycache.CacheSettings;

/**
 * A value with the name of the property that it comes from.
 *
 * @param property the property's full name
 * @param value its value
 * @param <V> the value's type
 */
record Setting<V>(String property, V value) {

	/** Whether it is met or not is for the caller to know. */
	V require(boolean met, String reason, String action) {
		if (!met) {
			throw new InvalidEntityCacheConfigurationException(this.property, this.value, reason, action);
		}
		return this.value;
	}

	static Duration positive(Setting<Duration> setting) {
		setting.require(setting.value().compareTo(Duration.ZERO) > 0, "The duration must be positive",
				"Set it to a duration above zero, such as '10s'");
		return notTooLong(setting);
	}

	static Duration notNegative(Setting<Duration> setting) {
		setting.require(!setting.value().isNegative(), "The duration must not be negative",
				"Set it to '0s' or to a duration above zero");
		return notTooLong(setting);
	}

	static Duration notTooLong(Setting<Duration> setting) {
		return setting.require(setting.value().compareTo(CacheSettings.LONGEST) <= 0,
				"The duration must not be longer than a hundred years (%dd)".formatted(CacheSettings.LONGEST.toDays()),
				"Set it to a duration that means something");
	}

}
