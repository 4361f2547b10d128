package io.entitycache.docs;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import io.entitycache.CacheInspection;
import io.entitycache.CacheSnapshots;
import io.entitycache.CacheStatistics;
import io.entitycache.EntityCache;
import io.entitycache.EntityCacheEvent;
import io.entitycache.EntityCacheObserver;
import io.entitycache.EntityCaches;
import io.entitycache.Freshness;
import io.entitycache.Lookup;
import io.entitycache.SharedLevelStatus;
import io.entitycache.autoconfigure.EntityCacheProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatException;

/** Names of methods, properties and files on the pages under docs are real ones. */
class DocumentationTests {

	static final List<String> PAGES = List.of("features.md", "coming-from-sequelize-cache-manager.md", "testing.md");

	private static final Path DOCS = Path.of("..", "docs");

	private static final Set<Class<?>> TYPES = Set.of(EntityCache.class, EntityCaches.class, CacheStatistics.class,
			EntityCacheObserver.class, SharedLevelStatus.class, Freshness.class, Lookup.class, CacheSnapshots.class,
			CacheInspection.class);

	private static final Pattern METHOD = Pattern.compile("\\b(" + TYPES.stream()
		.map(Class::getSimpleName)
		.sorted((one, other) -> other.length() - one.length())
		.collect(Collectors.joining("|")) + ")[.#](\\w+)\\(");

	private static final Pattern EVENT = Pattern.compile("\\bEntityCacheEvent\\.(\\w+)");

	private static final Pattern PROPERTY = Pattern.compile("`(entity-cache\\.[a-z0-9.-]+[a-z0-9])`");

	private static final Pattern YAML = Pattern.compile("^```yaml\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

	private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(#[^)]*)?\\)");

	@ParameterizedTest
	@FieldSource("PAGES")
	void everyMethodExists(String page) {
		assertThat(unknownMethods(read(page))).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("PAGES")
	void everyEventExists(String page) {
		assertThat(unknownEvents(read(page))).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("PAGES")
	void everyPropertyExists(String page) {
		assertThat(unknownProperties(read(page))).isEmpty();
	}

	@ParameterizedTest
	@FieldSource("PAGES")
	void everyLinkLeadsSomewhere(String page) {
		assertThat(find(LINK, read(page))).map((link) -> DOCS.resolve(link.group(1))).allMatch(Files::exists);
	}

	@ParameterizedTest
	@FieldSource("PAGES")
	void everyConfigurationIsAccepted(String page) {
		for (MatchResult block : find(YAML, read(page))) {
			assertThatCode(() -> bind(block.group(1))).as(block.group(1)).doesNotThrowAnyException();
		}
	}

	@Test
	void wrongNamesAreFound() {
		assertThat(unknownMethods("`EntityCache.findById(id)`, `EntityCache.getById(id)`, `EntityCaches#names()`"))
			.containsExactly("EntityCache.getById");
		assertThat(unknownProperties(
				"`entity-cache.defaults.ttl`, `entity-cache.caches.product.ttl`, " + "`entity-cache.defaults.ttl-ms`"))
			.containsExactly("entity-cache.defaults.ttl-ms");
	}

	@ParameterizedTest
	@ValueSource(strings = { "entity-cache:\n  caches:\n    product:\n      ttl-ms: 5\n",
			"entity-cache:\n  defaults:\n    ttl: soon\n" })
	void wrongConfigurationIsFound(String yaml) {
		assertThatException().isThrownBy(() -> bind(yaml));
	}

	private static Set<String> unknownMethods(String text) {
		Set<String> known = TYPES.stream()
			.flatMap((type) -> Arrays.stream(type.getMethods()).map(Method::getName).map(type.getSimpleName()::concat))
			.collect(Collectors.toSet());
		return METHOD.matcher(text)
			.results()
			.filter((call) -> !known.contains(call.group(1) + call.group(2)))
			.map((call) -> call.group(1) + "." + call.group(2))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> unknownEvents(String text) {
		Set<String> known = Arrays.stream(EntityCacheEvent.class.getClasses())
			.map(Class::getSimpleName)
			.collect(Collectors.toSet());
		return EVENT.matcher(text)
			.results()
			.map((event) -> event.group(1))
			.filter((event) -> !known.contains(event))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	private static Set<String> unknownProperties(String text) {
		Set<String> known = properties();
		return PROPERTY.matcher(text)
			.results()
			.map((property) -> property.group(1))
			.filter((property) -> !isKnown(property, known) && !isKnown(anyCache(property), known))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	// A group of properties is one too.
	private static boolean isKnown(String property, Set<String> known) {
		return known.stream().anyMatch((name) -> name.equals(property) || name.startsWith(property + "."));
	}

	private static String anyCache(String property) {
		return property.replaceFirst("^entity-cache\\.caches\\.[^.]+", "entity-cache.caches.*");
	}

	private static Set<String> properties() {
		URL classes = EntityCacheProperties.class.getProtectionDomain().getCodeSource().getLocation();
		try (InputStream in = new URL(classes, "META-INF/spring-configuration-metadata.json").openStream()) {
			return StreamSupport.stream(JsonMapper.shared().readTree(in).get("properties").spliterator(), false)
				.map((property) -> property.get("name").asString())
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void bind(String yaml) throws IOException {
		List<PropertySource<?>> sources = new YamlPropertySourceLoader().load("documentation",
				new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)));
		new Binder(ConfigurationPropertySources.from(sources)).bind("entity-cache",
				Bindable.of(EntityCacheProperties.class), new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
	}

	private static List<MatchResult> find(Pattern pattern, String text) {
		return pattern.matcher(text).results().toList();
	}

	private static String read(String page) {
		try {
			return Files.readString(DOCS.resolve(page));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
