package io.entitycache.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Binds {@link EntityCacheProperties} as an application does. */
final class BoundProperties {

	private BoundProperties() {
	}

	/** Lines of the form {@code entity-cache.defaults.ttl=5m}. */
	static EntityCacheProperties of(String... lines) {
		return with(Map.of(), lines);
	}

	static EntityCacheProperties with(Map<String, String> environmentVariables, String... lines) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
		environment.getPropertySources()
			.replace(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
					new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
							new LinkedHashMap<>(environmentVariables)));
		Map<String, Object> values = new LinkedHashMap<>();
		for (String line : lines) {
			int equals = line.indexOf('=');
			values.put(line.substring(0, equals), line.substring(equals + 1));
		}
		environment.getPropertySources().addLast(new MapPropertySource("test", values));
		ConfigurationPropertySources.attach(environment);
		return Binder.get(environment)
			.bindOrCreate(EntityCacheProperties.PREFIX, Bindable.of(EntityCacheProperties.class),
					new EmptyCacheBindHandler(BindHandler.DEFAULT));
	}

}
