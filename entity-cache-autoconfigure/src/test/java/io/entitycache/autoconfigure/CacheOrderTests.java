package io.entitycache.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.entitycache.EntityCaches;
import org.junit.jupiter.api.Test;

import org.springframework.core.env.MapPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests in which order the caches are. */
class CacheOrderTests {

	@Test
	void cachesAreInTheOrderOfTheConfiguration() {
		Map<String, Object> configuration = new LinkedHashMap<>();
		List<String> names = List.of("stock", "product", "order-line", "client");
		names.forEach((name) -> configuration.put("entity-cache.caches." + name, ""));
		ShopContext.runner()
			.withInitializer((context) -> context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("ordered", configuration)))
			.run((context) -> assertThat(context.getBean(EntityCaches.class).names()).containsExactlyElementsOf(names));
	}

}
