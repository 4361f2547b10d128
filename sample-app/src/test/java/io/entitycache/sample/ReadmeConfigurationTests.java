package io.entitycache.sample;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** README's table of properties against the library's configuration metadata. */
class ReadmeConfigurationTests {

	private static final Pattern ROW = Pattern.compile("\\| `(entity-cache\\.[^`]+)` \\| (.+?) \\| .+ \\|");

	// Said once for all, under the defaults, but for what only a cache can have.
	private static final String PER_CACHE = "entity-cache.caches.*";

	private static final String DEFAULTS = "entity-cache.defaults";

	private final Map<String, String> documented = documented();

	private final Map<String, String> real = real();

	@Test
	void everyPropertyIsDocumentedAndNoOther() {
		assertThat(this.documented).isNotEmpty().containsOnlyKeys(this.real.keySet());
	}

	@Test
	void everyDefaultIsTheReal() {
		this.real.forEach((name, value) -> {
			if (!value.isEmpty()) {
				assertThat(this.documented).containsEntry(name, '`' + value + '`');
			}
		});
	}

	private static Map<String, String> documented() {
		Map<String, String> documented = new TreeMap<>();
		for (String line : Readme.read().section("Configuration")) {
			Matcher row = ROW.matcher(line);
			if (row.matches()) {
				documented.put(row.group(1), row.group(2));
			}
		}
		return documented;
	}

	private static Map<String, String> real() {
		Map<String, String> real = new TreeMap<>();
		for (JsonNode metadata : metadata()) {
			for (JsonNode property : metadata.path("properties")) {
				String name = property.path("name").asString();
				if (name.startsWith("entity-cache.")) {
					real.put(name, property.path("defaultValue").asString(""));
				}
			}
		}
		real.keySet()
			.removeIf((name) -> name.startsWith(PER_CACHE)
					&& real.containsKey(DEFAULTS + name.substring(PER_CACHE.length())));
		return real;
	}

	private static List<JsonNode> metadata() {
		List<JsonNode> all = new ArrayList<>();
		try {
			ClassLoader classLoader = ReadmeConfigurationTests.class.getClassLoader();
			for (URL url : Collections.list(classLoader.getResources("META-INF/spring-configuration-metadata.json"))) {
				try (InputStream in = url.openStream()) {
					all.add(JsonMapper.shared().readTree(in));
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return all;
	}

}
