package io.entitycache.autoconfigure;

import java.io.InputStream;
import java.net.URL;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The configuration metadata that the build has generated for this module. */
final class ConfigurationMetadata {

	private ConfigurationMetadata() {
	}

	/** The documented properties by name. */
	static Map<String, Property> properties() throws Exception {
		URL classes = EntityCacheProperties.class.getProtectionDomain().getCodeSource().getLocation();
		Map<String, Property> properties = new LinkedHashMap<>();
		try (InputStream stream = new URL(classes, "META-INF/spring-configuration-metadata.json").openStream()) {
			for (JsonNode node : JsonMapper.shared().readTree(stream).get("properties")) {
				properties.put(node.get("name").asString(),
						new Property(text(node, "description"), text(node, "type"), text(node, "defaultValue")));
			}
		}
		return properties;
	}

	private static @Nullable String text(JsonNode node, String field) {
		JsonNode value = node.get(field);
		return (value != null) ? value.asString() : null;
	}

	/**
	 * One documented property.
	 *
	 * @param description its description
	 * @param type its type
	 * @param defaultValue its default
	 */
	record Property(@Nullable String description, @Nullable String type, @Nullable String defaultValue) {
	}

}
