package io.entitycache.autoconfigure;

import java.util.Optional;

import io.entitycache.EntityCache;
import io.entitycache.EntityCaches;
import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;
import io.entitycache.observability.EntityCacheCacheManager;
import io.entitycache.observability.EntityCacheHealthIndicator;
import io.entitycache.observability.EntityCacheMetrics;
import io.entitycache.orchestrator.SharedServices;
import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.cache.metrics.CacheMetricsRegistrar;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.cache.CacheManager;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of the caches with and without the libraries that an application may lack. */
class OptionalLibrariesTests {

	private final ApplicationContextRunner runner = ShopContext.runner()
		.withPropertyValues("entity-cache.caches.product=");

	private final ApplicationContextRunner redis = ShopContext.withRedis()
		.withPropertyValues("entity-cache.caches.product=");

	@Test
	void applicationWithRedisSharesALevelWithoutWaitingForIt() {
		this.redis.run((context) -> {
			assertThat(context).hasNotFailed().hasSingleBean(SharedServices.class);
			SharedLevelStatus status = context.getBean(EntityCaches.class).sharedLevel();
			assertThat(status.state()).isEqualTo(State.DISCONNECTED);
			EntityCache<?, ?> cache = context.getBean(EntityCaches.class).get("product");
			assertThat(find(cache, 1L)).isEmpty();
		});
	}

	@Test
	void applicationWithoutRedisOnItsClassPathHasLevel1Alone() {
		this.redis.withClassLoader(new FilteredClassLoader("org.springframework.data.redis", "io.lettuce"))
			.run((context) -> {
				assertThat(context).hasNotFailed().doesNotHaveBean(SharedServices.class);
				assertLevel1Alone(context.getBean(EntityCaches.class));
			});
		this.redis.withClassLoader(new FilteredClassLoader(RedisClient.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SharedServices.class));
	}

	@Test
	void applicationWithoutConnectionToRedisHasLevel1Alone() {
		this.runner.run((context) -> {
			assertThat(context).hasNotFailed().doesNotHaveBean(LettuceConnectionFactory.class);
			assertLevel1Alone(context.getBean(EntityCaches.class));
		});
	}

	@Test
	void redisCanBeLeftAlone() {
		this.redis.withPropertyValues("entity-cache.redis.enabled=false").run((context) -> {
			assertThat(context).hasSingleBean(LettuceConnectionFactory.class).doesNotHaveBean(SharedServices.class);
			assertLevel1Alone(context.getBean(EntityCaches.class));
		});
		this.redis.withPropertyValues("entity-cache.enabled=false")
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(SharedServices.class));
	}

	@Test
	void metersAreThereWithARegistry() {
		ApplicationContextRunner metered = this.runner.withConfiguration(
				AutoConfigurations.of(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));

		metered.run((context) -> {
			MeterRegistry registry = context.getBean(MeterRegistry.class);
			find(context.getBean(EntityCaches.class).get("product"), 1L);
			assertThat(registry.get("cache.gets").tags("cache", "product", "result", "miss").functionCounter().count())
				.isEqualTo(1);
			assertThat(registry.get("entity.cache.loads").tag("cache", "product").timer().count()).isEqualTo(1);
		});
		this.runner.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EntityCacheMetrics.class));
		this.runner.withClassLoader(new FilteredClassLoader("io.micrometer.core"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(EntityCacheMetrics.class));
	}

	@Test
	void bootsOwnCacheMetersDoNotCountTheCachesTwice() {
		this.runner
			.withConfiguration(
					AutoConfigurations.of(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class,
							CacheAutoConfiguration.class, CacheMetricsAutoConfiguration.class))
			.withUserConfiguration(Caching.class)
			.run((context) -> {
				assertThat(context).hasSingleBean(CacheMetricsRegistrar.class);
				assertThat(context.getBean(SimpleMeterRegistry.class)
					.get("cache.gets")
					.tags("cache", "product", "result", "hit")
					.functionCounters()).hasSize(1);
			});
	}

	@Test
	void healthIsThereWithItsModuleAndCanBeSwitchedOff() {
		this.runner.run((context) -> assertThat(context).hasBean("entityCacheHealthIndicator")
			.getBean("entityCacheHealthIndicator")
			.isInstanceOf(EntityCacheHealthIndicator.class));
		this.runner.withPropertyValues("management.health.entitycache.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(EntityCacheHealthIndicator.class));
		this.runner.withClassLoader(new FilteredClassLoader(HealthIndicator.class))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean("entityCacheHealthIndicator"));
	}

	@Test
	void cacheManagerLeavesBootsOwnInPlace() {
		this.runner.withConfiguration(AutoConfigurations.of(CacheAutoConfiguration.class))
			.withPropertyValues("spring.cache.type=simple")
			.withUserConfiguration(Caching.class)
			.run((context) -> {
				assertThat(context.getBean("cacheManager")).isInstanceOf(ConcurrentMapCacheManager.class);
				assertThat(context.getBean(CacheManager.class)).isInstanceOf(ConcurrentMapCacheManager.class);
				assertThat(context.getBean("entityCacheManager", EntityCacheCacheManager.class).getCacheNames())
					.containsExactly("product");
			});
	}

	private static void assertLevel1Alone(EntityCaches caches) {
		assertThat(caches.sharedLevel()).isEqualTo(SharedLevelStatus.NONE);
		EntityCache<?, ?> cache = caches.get("product");
		assertThat(find(cache, 1L)).isEmpty();
		assertThat(find(cache, 1L)).isEmpty();
		assertThat(cache.statistics().level1Hits()).isEqualTo(1);
	}

	@SuppressWarnings("unchecked")
	private static Optional<?> find(EntityCache<?, ?> cache, Object id) {
		return ((EntityCache<?, Object>) cache).findById(id);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableCaching
	static class Caching {

	}

}
