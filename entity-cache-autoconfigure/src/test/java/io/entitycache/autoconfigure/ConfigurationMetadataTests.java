package io.entitycache.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.entitycache.autoconfigure.ConfigurationMetadata.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.convert.ApplicationConversionService;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests that what the metadata says of the properties is true. */
class ConfigurationMetadataTests {

	private static final String CACHE = "entity-cache.caches.*.";

	@Test
	void everyPropertyIsDocumentedAndNothingElse() throws Exception {
		Set<String> expected = new TreeSet<>(leaves("entity-cache", EntityCacheProperties.class));
		expected.addAll(leaves(CACHE.substring(0, CACHE.length() - 1), EntityCacheProperties.Cache.class));
		// The only map of a cache, by attribute.
		expected.add(CACHE + "equality");

		assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(expected);
	}

	@Test
	void everyPropertyIsDescribedInASentence() throws Exception {
		assertThat(documented()).allSatisfy((name, property) -> {
			assertThat(property.description()).as(name).matches("(?s)[A-Z].*\\.");
			assertThat(property.type()).as(name).isNotBlank();
		});
	}

	@Test
	void documentedDefaultsAreTheEffectiveOnes() throws Exception {
		assertThat(wrongDefaults(documented())).isEmpty();
	}

	@Test
	void wrongDefaultInTheMetadataWouldBeFound() throws Exception {
		Map<String, Property> documented = documented();
		documented.computeIfPresent("entity-cache.defaults.ttl",
				(name, property) -> new Property(property.description(), property.type(), "11m"));
		documented.computeIfPresent("entity-cache.redis.key-prefix",
				(name, property) -> new Property(property.description(), property.type(), null));

		assertThat(wrongDefaults(documented)).containsExactlyInAnyOrder("entity-cache.defaults.ttl",
				"entity-cache.redis.key-prefix");
	}

	@Test
	void cacheTakesFromTheDefaultsWhatItsDocumentationSays() throws Exception {
		assertThat(documented()).allSatisfy((name, property) -> {
			// Associations, and what is known of attributes, are not the same for any two
			// entities.
			if (name.startsWith(CACHE)
					&& !Set.of(CACHE + "include", CACHE + "unique-attributes", CACHE + "equality").contains(name)) {
				assertThat(property.description())
					.endsWith("Defaults to \"entity-cache.defaults." + name.substring(CACHE.length()) + "\".");
			}
		});
	}

	private static Map<String, Property> documented() throws Exception {
		return ConfigurationMetadata.properties()
			.entrySet()
			.stream()
			.filter((entry) -> entry.getKey().startsWith("entity-cache.")
					&& !entry.getKey().equals("entity-cache.caches"))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
	}

	private static List<String> wrongDefaults(Map<String, Property> documented) throws Exception {
		Map<String, @Nullable Object> effective = new LinkedHashMap<>();
		collect("entity-cache", BoundProperties.of(), effective);
		return effective.entrySet()
			.stream()
			.filter((entry) -> !agree(documented.get(entry.getKey()), entry.getValue()))
			.map(Map.Entry::getKey)
			.toList();
	}

	private static boolean agree(Property property, @Nullable Object effective) {
		if (effective == null || effective instanceof Collection<?> values && values.isEmpty()) {
			return property.defaultValue() == null;
		}
		return Objects.equals(effective, ApplicationConversionService.getSharedInstance()
			.convert(property.defaultValue(), effective.getClass()));
	}

	private static void collect(String prefix, Object properties, Map<String, @Nullable Object> effective)
			throws Exception {
		for (RecordComponent component : properties.getClass().getRecordComponents()) {
			String name = name(prefix, component);
			Object value = component.getAccessor().invoke(properties);
			if (component.getType().isRecord()) {
				collect(name, value, effective);
			}
			else if (!component.getType().equals(Map.class)) {
				effective.put(name, value);
			}
		}
	}

	private static Set<String> leaves(String prefix, Class<?> type) {
		Set<String> names = new TreeSet<>();
		for (RecordComponent component : type.getRecordComponents()) {
			String name = name(prefix, component);
			if (component.getType().isRecord()) {
				names.addAll(leaves(name, component.getType()));
			}
			else if (!component.getType().equals(Map.class)) {
				names.add(name);
			}
		}
		return names;
	}

	private static String name(String prefix, RecordComponent component) {
		String kebab = component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		assertThat(ConfigurationPropertyName.isValid(kebab)).isTrue();
		return prefix + "." + kebab;
	}

}
