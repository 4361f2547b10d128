package io.entitycache.observability;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

import io.entitycache.EntityCache;
import org.junit.jupiter.api.Test;
import org.mockito.BDDMockito;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

class EntityCacheReadinessHealthIndicatorTests {

	private final FixedCaches caches = new FixedCaches();

	private final EntityCacheReadinessHealthIndicator indicator = new EntityCacheReadinessHealthIndicator(this.caches);

	@Test
	void outOfServiceUntilEveryCacheIsReady() {
		this.caches.add("product");
		EntityCache<String, Long> warming = this.caches.add("customer");
		CompletableFuture<Void> ready = new CompletableFuture<>();
		BDDMockito.given(warming.ready()).willReturn(ready);

		Health health = this.indicator.health();
		assertThat(health.getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
		assertThat(health.getDetails()).containsEntry("caches", Map.of("product", "READY", "customer", "WARMING_UP"));

		ready.complete(null);
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void noCacheIsReady() {
		assertThat(this.indicator.health().getStatus()).isEqualTo(Status.UP);
	}

}
