package io.entitycache.autoconfigure;

import java.time.Duration;
import java.util.Map;

import io.entitycache.autoconfigure.EntityCacheProperties.Cache;
import io.entitycache.orchestrator.NodeSettings.OnUnreachable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Tests of {@link EntityCacheProperties}. */
class EntityCachePropertiesTests {

	@Test
	void nothingSaidGivesTheDefaults() {
		EntityCacheProperties properties = BoundProperties.of();

		assertThat(properties.enabled()).isTrue();
		assertThat(properties.namespace()).isNull();
		assertThat(properties.caches()).isEmpty();
		assertThat(properties.redis()
			.equals(new EntityCacheProperties.Redis(true, null, "ec:", Duration.ofMillis(100), Duration.ofMillis(200),
					OnUnreachable.PROCEED, Duration.ofMinutes(1), Duration.ofMinutes(1), Duration.ofSeconds(1),
					Duration.ofSeconds(5), Duration.ofSeconds(30),
					new EntityCacheProperties.Redis.Reconnect(Duration.ofMillis(50), Duration.ofSeconds(2)))))
			.isTrue();
	}

	@Test
	void cacheCanBeNamedWithoutSayingMoreOfIt() {
		assertThat(BoundProperties.of("entity-cache.caches.product=").caches())
			.containsExactly(Map.entry("product", Cache.EMPTY));
	}

	@Test
	void wordInPlaceOfTheSettingsOfACacheIsRefused() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> BoundProperties.of("entity-cache.caches.product=5m"));
	}

	@Test
	void durationThatIsNoneIsRefused() {
		assertThatExceptionOfType(BindException.class)
			.isThrownBy(() -> BoundProperties.of("entity-cache.caches.product.ttl=soon"));
	}

	@Test
	void environmentVariableAppliesToTheCacheHoweverItsNameIsWritten() {
		EntityCacheProperties properties = BoundProperties.with(Map.of("ENTITYCACHE_CACHES_ORDERLINE_TTL", "3m"),
				"entity-cache.caches.order-line.grace=1m", "entity-cache.caches.order-line.ttl=1m");

		assertThat(properties.cache("order-line").ttl()).hasMinutes(3);
		assertThat(properties.cache("order-line").grace()).hasMinutes(1);
	}

}
