package io.entitycache.observability;

import java.time.Duration;
import java.util.Map;

import io.entitycache.SharedLevelStatus;
import io.entitycache.SharedLevelStatus.State;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

import static org.assertj.core.api.Assertions.assertThat;

/** Tests of {@link EntityCacheHealthIndicator}. */
class EntityCacheHealthIndicatorTests {

	private final FixedCaches caches = new FixedCaches();

	private @Nullable String lastFailure;

	private final EntityCacheHealthIndicator indicator = new EntityCacheHealthIndicator(this.caches,
			() -> this.lastFailure);

	@Test
	void level1AloneIsUp() {
		this.caches.add("product");

		Health health = this.indicator.health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("level1", "UP")
			.containsEntry("level2", "NOT_CONFIGURED")
			.doesNotContainKey("shared");
		assertThat(details(health, "caches")).containsOnlyKeys("product");
	}

	@Test
	void lostSharedLevelIsADetailAndNotAnOutage() {
		this.caches.add("product");
		this.caches.sharedLevel = new SharedLevelStatus(State.DISCONNECTED, false, "1f", 7, Duration.ofMillis(5200), 3,
				"OPEN", "READONLY You can't write", "the connection is lost");

		Health health = this.indicator.health();

		assertThat(health.getStatus()).isEqualTo(Status.UP);
		assertThat(health.getDetails()).containsEntry("level2", "DISCONNECTED");
		assertThat(details(health, "shared")).doesNotContainKey("lastFailure")
			.containsEntry("subscribed", false)
			.containsEntry("sinceLastProof", "5200ms")
			.containsEntry("owed", 3L)
			.containsEntry("breaker", "OPEN")
			.containsEntry("cannotWrite", "READONLY You can't write")
			.containsEntry("cannotHear", "the connection is lost");
		assertThat(details(health, "caches")).hasEntrySatisfying("product",
				(cache) -> assertThat(cache).asString().contains("level1=UP", "level2=DISCONNECTED"));
	}

	@Test
	void lastFailureIsADetail() {
		this.caches.sharedLevel = new SharedLevelStatus(State.DISCONNECTED, false, null, 0, null, 0, "OPEN", null,
				null);
		this.lastFailure = "connect: NOPERM";

		assertThat(details(this.indicator.health(), "shared")).containsEntry("lastFailure", "connect: NOPERM")
			.doesNotContainKeys("cannotWrite", "cannotHear");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> details(Health health, String name) {
		return (Map<String, Object>) health.getDetails().get(name);
	}

}
